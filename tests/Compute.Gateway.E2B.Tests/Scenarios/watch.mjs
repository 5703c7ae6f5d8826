import assert from 'node:assert/strict'
import { FileNotFoundError, InvalidArgumentError } from 'e2b'
import { scenario, throws, until, withSandbox } from './harness.mjs'

async function watch(sandbox, path, options) {
  const events = []
  const handle = await sandbox.files.watchDir(path, (event) => { events.push(event) }, options)
  return { events, handle, saw: (type, name) => until(`${type} ${name} in ${JSON.stringify(events)}`, () => events.find((event) => event.type === type && event.name === name)) }
}

scenario('changes of a directory are told', () => withSandbox(async (sandbox) => {
  await sandbox.files.makeDir('watched')
  const { handle, saw } = await watch(sandbox, 'watched')
  await sandbox.files.write('watched/new', '1')
  await saw('create', 'new')
  await sandbox.commands.run('echo more >> watched/new')
  await saw('write', 'new')
  await sandbox.files.rename('watched/new', 'watched/renamed')
  await saw('rename', 'new')
  await saw('create', 'renamed')
  await sandbox.files.remove('watched/renamed')
  await saw('remove', 'renamed')
  await handle.stop()
}))

scenario('a watch without recursion tells of the directory alone', () => withSandbox(async (sandbox) => {
  await sandbox.files.makeDir('watched/inner')
  const { events, handle, saw } = await watch(sandbox, 'watched')
  await sandbox.files.write('watched/inner/hidden', '1')
  await sandbox.files.write('watched/seen', '1')
  await saw('create', 'seen')
  assert.ok(!events.some((event) => event.name.includes('hidden')))
  await handle.stop()
}))

scenario('a recursive watch follows new directories', () => withSandbox(async (sandbox) => {
  await sandbox.files.makeDir('watched')
  const { handle, saw } = await watch(sandbox, 'watched', { recursive: true })
  await sandbox.commands.run('mkdir watched/later && sleep 0.3 && echo x > watched/later/file')
  await saw('create', 'later')
  await saw('create', 'later/file')
  await handle.stop()
}))

scenario('events tell of the entry', () => withSandbox(async (sandbox) => {
  await sandbox.files.makeDir('watched')
  const { handle, saw } = await watch(sandbox, 'watched', { includeEntry: true })
  await sandbox.commands.run('printf 12345 > watched/sized')
  const event = await saw('create', 'sized')
  assert.equal(event.entry?.type, 'file')
  assert.equal(event.entry?.name, 'sized')
  await handle.stop()
}))

scenario('what cannot be watched', () => withSandbox(async (sandbox) => {
  await throws(FileNotFoundError, () => sandbox.files.watchDir('nowhere', () => {}))
  await sandbox.files.write('file', 'x')
  await throws(InvalidArgumentError, () => sandbox.files.watchDir('file', () => {}))
}))
