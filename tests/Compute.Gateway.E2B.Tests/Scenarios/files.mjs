import assert from 'node:assert/strict'
import { FileNotFoundError, InvalidArgumentError, SandboxError } from 'e2b'
import { scenario, throws, withSandbox } from './harness.mjs'

scenario('write and read text', () => withSandbox(async (sandbox) => {
  const written = await sandbox.files.write('text.txt', 'grüß dich\n')
  assert.equal(written.name, 'text.txt')
  assert.equal(written.type, 'file')
  assert.match(written.path, /^\/.*\/text\.txt$/)
  assert.equal(await sandbox.files.read('text.txt'), 'grüß dich\n')
  assert.equal(await sandbox.files.read(written.path), 'grüß dich\n')
}))

scenario('read as bytes, blob and stream', () => withSandbox(async (sandbox) => {
  const bytes = new Uint8Array(70_000).map((_, index) => index % 251)
  await sandbox.files.write('bytes', bytes.buffer)
  assert.deepEqual(await sandbox.files.read('bytes', { format: 'bytes' }), bytes)
  assert.equal((await sandbox.files.read('bytes', { format: 'blob' })).size, bytes.length)
  const parts = []
  for await (const part of await sandbox.files.read('bytes', { format: 'stream' })) {
    parts.push(...part)
  }

  assert.deepEqual(new Uint8Array(parts), bytes)
}))

scenario('an empty file', () => withSandbox(async (sandbox) => {
  await sandbox.files.write('empty', '')
  assert.equal(await sandbox.files.read('empty'), '')
  assert.equal((await sandbox.files.read('empty', { format: 'bytes' })).length, 0)
}))

scenario('several files at once', () => withSandbox(async (sandbox) => {
  const written = await sandbox.files.write([
    { path: 'many/a b.txt', data: 'one' },
    { path: 'many/ü"quoted".txt', data: new Blob(['two']) },
    { path: '/tmp/absolute.txt', data: 'three' },
  ])
  assert.equal(written.length, 3)
  assert.equal(await sandbox.files.read('many/a b.txt'), 'one')
  assert.equal(await sandbox.files.read('many/ü"quoted".txt'), 'two')
  assert.equal(await sandbox.files.read('/tmp/absolute.txt'), 'three')
}))

scenario('an upload as a stream, and compressed', () => withSandbox(async (sandbox) => {
  const stream = new Blob(['streamed']).stream()
  await sandbox.files.write('streamed', stream)
  assert.equal(await sandbox.files.read('streamed'), 'streamed')
  await sandbox.files.write('zipped', 'z'.repeat(100_000), { gzip: true })
  assert.equal(await sandbox.files.read('zipped'), 'z'.repeat(100_000))
  assert.equal(await sandbox.files.read('zipped', { gzip: true }), 'z'.repeat(100_000))
  await sandbox.files.write('plain', 'as it is', { useOctetStream: true })
  assert.equal(await sandbox.files.read('plain'), 'as it is')
}))

scenario('a large file', () => withSandbox(async (sandbox) => {
  const bytes = new Uint8Array(40 * 1024 * 1024).map((_, index) => index >> 10)
  await sandbox.files.write('large', bytes.buffer)
  const back = await sandbox.files.read('large', { format: 'bytes' })
  assert.equal(Buffer.compare(back, bytes), 0)
}))

scenario('an upload replaces a file', () => withSandbox(async (sandbox) => {
  await sandbox.files.write('one', 'a long text')
  await sandbox.files.write('one', 'short')
  assert.equal(await sandbox.files.read('one'), 'short')
}))

scenario('a file that is not there', () => withSandbox(async (sandbox) => {
  await throws(FileNotFoundError, () => sandbox.files.read('not-there'))
  await throws(FileNotFoundError, () => sandbox.files.getInfo('not-there'))
  await throws(FileNotFoundError, () => sandbox.files.list('not-there'))
  await throws(FileNotFoundError, () => sandbox.files.rename('not-there', 'other'))
  assert.equal(await sandbox.files.exists('not-there'), false)
  await sandbox.files.remove('not-there')
}))

scenario('a directory is no file', () => withSandbox(async (sandbox) => {
  await sandbox.files.makeDir('directory')
  await throws(InvalidArgumentError, () => sandbox.files.read('directory'))
  await sandbox.files.write('file', 'x')
  await throws(InvalidArgumentError, () => sandbox.files.list('file'))
  await throws(InvalidArgumentError, () => sandbox.files.makeDir('file'))
}))

scenario('make directories', () => withSandbox(async (sandbox) => {
  assert.equal(await sandbox.files.makeDir('a/b/c'), true)
  assert.equal(await sandbox.files.makeDir('a/b/c'), false)
  assert.equal((await sandbox.files.getInfo('a/b')).type, 'dir')
}))

scenario('list a directory, with a depth', () => withSandbox(async (sandbox) => {
  await sandbox.files.write([{ path: 'top/b/deep', data: '1' }, { path: 'top/a', data: '22' }, { path: 'top/c/x/y', data: '3' }])
  const names = async (options) => (await sandbox.files.list('top', options)).map((entry) => entry.path.replace(/^.*\/top\//, ''))
  assert.deepEqual(await names(), ['a', 'b', 'c'])
  assert.deepEqual(await names({ depth: 2 }), ['a', 'b', 'b/deep', 'c', 'c/x'])
  assert.deepEqual(await names({ depth: 3 }), ['a', 'b', 'b/deep', 'c', 'c/x', 'c/x/y'])
  await throws(InvalidArgumentError, () => sandbox.files.list('top', { depth: 0 }))
}))

scenario('describe a file', () => withSandbox(async (sandbox) => {
  const before = Date.now() - 2000
  await sandbox.files.write('described', '12345')
  await sandbox.commands.run('chmod 640 described')
  const info = await sandbox.files.getInfo('described')
  assert.equal(info.name, 'described')
  assert.equal(info.type, 'file')
  assert.equal(info.size, 5)
  assert.equal(info.mode, 0o640)
  assert.equal(info.permissions, '-rw-r-----')
  assert.equal(info.owner, 'user')
  assert.equal(info.group, 'user')
  assert.ok(info.modifiedTime.getTime() >= before)
}))

scenario('describe links', () => withSandbox(async (sandbox) => {
  await sandbox.commands.run('mkdir real && echo x > real/file && ln -s real/file link && ln -s real dirlink && ln -s nowhere dead')
  const link = await sandbox.files.getInfo('link')
  assert.equal(link.type, 'file')
  assert.match(link.symlinkTarget, /\/real\/file$/)
  const types = Object.fromEntries((await sandbox.files.list('.')).map((entry) => [entry.name, entry.type]))
  assert.deepEqual([types.link, types.dirlink, types.real], ['file', 'dir', 'dir'])
  assert.deepEqual((await sandbox.files.list('dirlink')).map((entry) => entry.name), ['file'])
}))

scenario('rename and remove', () => withSandbox(async (sandbox) => {
  await sandbox.files.write('old', 'kept')
  const moved = await sandbox.files.rename('old', 'new/place')
  assert.equal(moved.name, 'place')
  assert.equal(await sandbox.files.exists('old'), false)
  assert.equal(await sandbox.files.read('new/place'), 'kept')
  await sandbox.files.remove('new')
  assert.equal(await sandbox.files.exists('new/place'), false)
}))

scenario('paths of home', () => withSandbox(async (sandbox) => {
  await sandbox.files.write('~/tilde', 'home')
  const home = (await sandbox.commands.run('echo ~')).stdout.trim()
  assert.equal(await sandbox.files.read(`${home}/tilde`), 'home')
  assert.equal(await sandbox.files.read('./tilde'), 'home')
}))

scenario('signed addresses', () => withSandbox(async (sandbox) => {
  await sandbox.files.write('signed', 'content')
  const download = await sandbox.downloadUrl('signed')
  assert.equal(await (await fetch(download)).text(), 'content')
  const upload = await sandbox.uploadUrl('uploaded', { useSignatureExpiration: 600 })
  const form = new FormData()
  form.append('file', 'from a form')
  assert.equal((await fetch(upload, { method: 'POST', body: form })).status, 200)
  assert.equal(await sandbox.files.read('uploaded'), 'from a form')
}))

scenario('addresses that are not signed rightly', () => withSandbox(async (sandbox) => {
  await sandbox.files.write('signed', 'content')
  const refused = async (url, message) => {
    const response = await fetch(url)
    assert.equal(response.status, 401)
    const body = await response.json()
    assert.deepEqual([body.code, message.test(body.message)], [401, true], body.message)
  }

  const url = new URL(await sandbox.downloadUrl('signed'))
  url.searchParams.set('path', 'other')
  await refused(url, /invalid signature/)
  await refused(await sandbox.downloadUrl('signed', { useSignatureExpiration: -120 }), /signature is already expired/)
}))

scenario('metadata of files is refused, and said', () => withSandbox(async (sandbox) => {
  await throws(InvalidArgumentError, () => sandbox.files.write('tagged', 'x', { metadata: { colour: 'red' } }), /not supported/)
  assert.equal(await sandbox.files.exists('tagged'), false)
}))

scenario('a file system error has a message', () => withSandbox(async (sandbox) => {
  const error = await sandbox.files.write('/proc/nothing/here', 'x').catch((thrown) => thrown)
  assert.ok(error instanceof SandboxError)
  assert.match(error.message, /proc/)
}))
