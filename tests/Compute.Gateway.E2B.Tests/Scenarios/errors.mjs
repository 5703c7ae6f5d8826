import assert from 'node:assert/strict'
import { AuthenticationError, FileNotFoundError, InvalidArgumentError, NotFoundError, Sandbox, SandboxError, SandboxNotFoundError, TimeoutError } from 'e2b'
import { scenario, throws, withSandbox } from './harness.mjs'

scenario('a wrong key: AuthenticationError', async () => {
  await throws(AuthenticationError, () => Sandbox.create({ apiKey: 'cgw_wrong' }))
  await throws(AuthenticationError, () => Sandbox.list({ apiKey: 'e2b_0123' }).nextItems())
})

scenario('no such sandbox: SandboxNotFoundError, and false for kill', async () => {
  await throws(SandboxNotFoundError, () => Sandbox.connect('nosuchsandbox'))
  await throws(SandboxNotFoundError, () => Sandbox.getInfo('nosuchsandbox'))
  await throws(SandboxNotFoundError, () => Sandbox.setTimeout('nosuchsandbox', 1000))
  await throws(SandboxNotFoundError, () => Sandbox.pause('nosuchsandbox'))
  assert.equal(await Sandbox.kill('nosuchsandbox'), false)
  assert.equal(await Sandbox.kill('Not-An-Id'), false)
})

scenario('no such template: an error that names it', async () => {
  await throws(SandboxError, () => Sandbox.create('no-such-template'), /404: template 'no-such-template' not found/)
})

scenario('a time-out that is too long: an error that names the limit', async () => {
  await throws(SandboxError, () => Sandbox.create({ timeoutMs: 1e11 }), /400: Timeout has to be from 0 to 86400/)
})

scenario('invalid_argument of a unary call: InvalidArgumentError', () => withSandbox(async (sandbox) => {
  await sandbox.files.write('file', '')
  await throws(InvalidArgumentError, () => sandbox.files.list('file'))
}))

scenario('invalid_argument of a stream: InvalidArgumentError', () => withSandbox(async (sandbox) => {
  await throws(InvalidArgumentError, () => sandbox.commands.run('true', { cwd: '/nowhere' }))
}))

scenario('unauthenticated: AuthenticationError', () => withSandbox(async (sandbox) => {
  await throws(AuthenticationError, () => sandbox.commands.run('true', { user: 'nobody' }))
  await throws(AuthenticationError, () => sandbox.files.list('.', { user: 'nobody' }))
  await throws(AuthenticationError, () => sandbox.files.read('x', { user: 'nobody' }))
}))

scenario('not_found: FileNotFoundError for files, NotFoundError for processes', () => withSandbox(async (sandbox) => {
  await throws(FileNotFoundError, () => sandbox.files.getInfo('nothing'))
  await throws(FileNotFoundError, () => sandbox.files.read('nothing'))
  await throws(NotFoundError, () => sandbox.commands.sendStdin(999999, 'x'))
}))

scenario('already_exists: false', () => withSandbox(async (sandbox) => {
  await sandbox.files.makeDir('directory')
  assert.equal(await sandbox.files.makeDir('directory'), false)
}))

scenario('a sandbox that is gone: TimeoutError for calls, SandboxNotFoundError for streams', () => withSandbox(async (sandbox) => {
  await sandbox.kill()
  await throws(TimeoutError, () => sandbox.files.list('.'))
  await throws(TimeoutError, () => sandbox.commands.list())
  await throws(SandboxNotFoundError, () => sandbox.commands.run('true'))
  await throws(SandboxNotFoundError, () => sandbox.files.watchDir('.', () => {}))
}))

scenario('another sandbox cannot be used with a token that is not its own', () => withSandbox((one) => withSandbox(async (other) => {
  await other.files.write('secret', 'x')
  const forged = new Sandbox({ sandboxId: other.sandboxId, envdVersion: '0.6.13', envdAccessToken: one.envdAccessToken })
  await throws(AuthenticationError, () => forged.files.read('secret'))
  await throws(AuthenticationError, () => forged.files.list('.'))
  await throws(AuthenticationError, () => forged.commands.run('true'))
})))

scenario('a request that the caller cancels', () => withSandbox(async (sandbox) => {
  const controller = new AbortController()
  const reading = sandbox.files.read('/dev/zero', { signal: controller.signal }).then(() => undefined, (thrown) => thrown)
  controller.abort()
  assert.ok(await reading instanceof Error)
  assert.equal(await sandbox.isRunning(), true)
}))
