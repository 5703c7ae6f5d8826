import assert from 'node:assert/strict'
import { scenario, until, withSandbox } from './harness.mjs'

const encode = (text) => new TextEncoder().encode(text)

async function open(sandbox, options = {}) {
  const seen = { text: '' }
  const decoder = new TextDecoder()
  const terminal = await sandbox.pty.create({
    cols: 80, rows: 24, onData: (data) => { seen.text += decoder.decode(data, { stream: true }) }, ...options,
  })
  return { terminal, seen }
}

scenario('a terminal runs a shell', () => withSandbox(async (sandbox) => {
  const { terminal, seen } = await open(sandbox, { envs: { ABC: '123' }, cwd: '/tmp' })
  await sandbox.pty.sendInput(terminal.pid, encode('echo "<$ABC-$PWD-$TERM>"; exit\n'))
  assert.equal((await terminal.wait()).exitCode, 0)
  assert.match(seen.text, /<123-\/tmp-xterm-256color>/)
  assert.doesNotMatch(seen.text, new RegExp(`^${terminal.pid}`))
}))

scenario('a terminal has a size, which can be changed', () => withSandbox(async (sandbox) => {
  const { terminal, seen } = await open(sandbox, { cols: 93, rows: 31 })
  await sandbox.pty.sendInput(terminal.pid, encode('stty size\n'))
  await until('the first size', () => /31 93/.test(seen.text))
  await sandbox.pty.resize(terminal.pid, { cols: 101, rows: 42 })
  await sandbox.pty.sendInput(terminal.pid, encode('stty size; exit\n'))
  await terminal.wait()
  assert.match(seen.text, /42 101/)
}))

scenario('a terminal is killed', () => withSandbox(async (sandbox) => {
  const { terminal } = await open(sandbox)
  assert.equal(await sandbox.pty.kill(terminal.pid), true)
  await terminal.wait().catch(() => {})
  assert.equal(await sandbox.pty.kill(terminal.pid), false)
}))

scenario('a terminal is found again', () => withSandbox(async (sandbox) => {
  const { terminal } = await open(sandbox)
  await terminal.disconnect()
  let text = ''
  const again = await sandbox.pty.connect(terminal.pid, { onData: (data) => { text += new TextDecoder().decode(data) } })
  await sandbox.pty.sendInput(terminal.pid, encode('echo "back $((20 + 22))"; exit\n'))
  await again.wait()
  assert.match(text, /back 42/)
}))

scenario('a terminal takes control characters', () => withSandbox(async (sandbox) => {
  const { terminal, seen } = await open(sandbox)
  await sandbox.pty.sendInput(terminal.pid, encode('echo "be$((1))gin"; sleep 1000\n'))
  await until('the command has begun', () => /be1gin/.test(seen.text))
  await sandbox.pty.sendInput(terminal.pid, encode('\x03'))
  await sandbox.pty.sendInput(terminal.pid, encode('echo "inter$((1))rupted"; exit\n'))
  await terminal.wait()
  assert.match(seen.text, /inter1rupted/)
}))
