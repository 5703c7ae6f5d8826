import assert from 'node:assert/strict'
import { Sandbox } from 'e2b'
import { scenario, withSandbox } from './harness.mjs'

scenario('create a sandbox, and run a command', () => withSandbox(async (sandbox) => {
  assert.match(sandbox.sandboxId, /^[a-z0-9]+$/)
  const result = await sandbox.commands.run('echo out; echo err >&2; exit 0')
  assert.deepEqual([result.stdout, result.stderr, result.exitCode], ['out\n', 'err\n', 0])
}))

scenario('connect to a running sandbox', () => withSandbox(async (sandbox) => {
  await sandbox.files.write('kept', 'text')
  const again = await Sandbox.connect(sandbox.sandboxId)
  assert.equal(await again.files.read('kept'), 'text')
}))

scenario('describe a sandbox', () => withSandbox(async (sandbox) => {
  const info = await sandbox.getInfo()
  assert.equal(info.sandboxId, sandbox.sandboxId)
  assert.equal(info.templateId, 'base')
  assert.equal(info.state, 'running')
  assert.deepEqual(info.metadata, { colour: 'blau & grün=1' })
  assert.ok(info.endAt > info.startedAt)
}, { metadata: { colour: 'blau & grün=1' } }))

scenario('kill a sandbox', () => withSandbox(async (sandbox) => {
  assert.equal(await sandbox.isRunning(), true)
  assert.equal(await sandbox.kill(), true)
  assert.equal(await sandbox.isRunning(), false)
  assert.equal(await Sandbox.kill(sandbox.sandboxId), false)
}))

scenario('list sandboxes by metadata', () => withSandbox(async (sandbox) => {
  const pages = Sandbox.list({ query: { metadata: { list: 'a=b&c%d ü' } } })
  const items = await pages.nextItems()
  assert.deepEqual(items.map((item) => item.sandboxId), [sandbox.sandboxId])
  assert.equal(pages.hasNext, false)
}, { metadata: { list: 'a=b&c%d ü' } }))
