import assert from 'node:assert/strict'
import { CommandExitError, InvalidArgumentError, NotFoundError, TimeoutError } from 'e2b'
import { scenario, throws, until, withSandbox } from './harness.mjs'

scenario('output arrives while the command runs', () => withSandbox(async (sandbox) => {
  const parts = []
  const handle = await sandbox.commands.run('echo one; read line; echo "two $line"', {
    background: true, stdin: true, onStdout: (text) => { parts.push(text) },
  })
  await until('the first line', () => parts.join('') === 'one\n')
  await handle.sendStdin('more\n')
  const result = await handle.wait()
  assert.equal(result.stdout, 'one\ntwo more\n')
  assert.equal(parts.join(''), result.stdout)
}))

scenario('standard error is a stream of its own', () => withSandbox(async (sandbox) => {
  const errors = []
  const result = await sandbox.commands.run('echo out; echo err >&2', { onStderr: (text) => { errors.push(text) } })
  assert.deepEqual([result.stdout, result.stderr, errors.join('')], ['out\n', 'err\n', 'err\n'])
}))

scenario('a command that fails throws with its exit code', () => withSandbox(async (sandbox) => {
  const error = await throws(CommandExitError, () => sandbox.commands.run('echo no >&2; exit 7'))
  assert.deepEqual([error.exitCode, error.stderr, error.error], [7, 'no\n', 'exit status 7'])
}))

scenario('a directory and variables for one command', () => withSandbox(async (sandbox) => {
  const result = await sandbox.commands.run('pwd; echo "$GREETING|$FROM_CREATE"', { cwd: '/tmp', envs: { GREETING: 'grüß "dich" $x' } })
  assert.equal(result.stdout, '/tmp\ngrüß "dich" $x|created\n')
}, { envs: { FROM_CREATE: 'created' } }))

scenario('variables of the user are set', () => withSandbox(async (sandbox) => {
  const result = await sandbox.commands.run('echo "$USER $LOGNAME"; test "$PWD" = "$HOME" && echo home')
  assert.equal(result.stdout, 'user user\nhome\n')
}))

scenario('another user runs a command', () => withSandbox(async (sandbox) => {
  assert.equal((await sandbox.commands.run('echo "$USER"', { user: 'root' })).stdout, 'root\n')
}))

scenario('a directory that is not there is refused', () => withSandbox(async (sandbox) => {
  await throws(InvalidArgumentError, () => sandbox.commands.run('pwd', { cwd: '/not/there' }), /does not exist/)
}))

scenario('a command of a background is listed, and killed', () => withSandbox(async (sandbox) => {
  const handle = await sandbox.commands.run('sleep 1000', { background: true })
  const listed = (await sandbox.commands.list()).find((one) => one.pid === handle.pid)
  assert.equal(listed.cmd, '/bin/bash')
  assert.deepEqual(listed.args, ['-l', '-c', 'sleep 1000'])
  assert.equal((await sandbox.commands.run(`kill -0 ${handle.pid} && echo there`)).stdout, 'there\n')
  assert.equal(await handle.kill(), true)
  const error = await throws(CommandExitError, () => handle.wait())
  assert.deepEqual([error.exitCode, error.error], [-1, 'signal: killed'])
  assert.equal((await sandbox.commands.run(`kill -0 ${handle.pid} 2>/dev/null || echo gone`)).stdout, 'gone\n')
  assert.equal(await sandbox.commands.kill(handle.pid), false)
  assert.ok(!(await sandbox.commands.list()).some((one) => one.pid === handle.pid))
}))

scenario('a process that is not there is not killed', () => withSandbox(async (sandbox) => {
  assert.equal(await sandbox.commands.kill(999999), false)
}))

scenario('a disconnect leaves the command running', () => withSandbox(async (sandbox) => {
  const handle = await sandbox.commands.run('sleep 0.5; echo done > finished', { background: true })
  await handle.disconnect()
  await until('the command has gone on', () => sandbox.files.exists('finished'))
}))

scenario('a second reader follows a running command', () => withSandbox(async (sandbox) => {
  const handle = await sandbox.commands.run('read a; echo "got $a"; exit 3', { background: true, stdin: true })
  const other = await sandbox.commands.connect(handle.pid)
  await handle.sendStdin('it\n')
  const error = await throws(CommandExitError, () => other.wait())
  assert.deepEqual([error.exitCode, error.stdout], [3, 'got it\n'])
  await throws(CommandExitError, () => handle.wait())
}))

scenario('who connects late learns of the end', () => withSandbox(async (sandbox) => {
  const handle = await sandbox.commands.run('echo early; exit 0', { background: true })
  await handle.wait()
  assert.equal((await (await sandbox.commands.connect(handle.pid)).wait()).exitCode, 0)
}))

scenario('connecting to no process is an error', () => withSandbox(async (sandbox) => {
  await throws(NotFoundError, () => sandbox.commands.connect(999999))
}))

scenario('input is written in pieces, and closed', () => withSandbox(async (sandbox) => {
  const handle = await sandbox.commands.run('cat; echo end', { background: true, stdin: true })
  await sandbox.commands.sendStdin(handle.pid, 'eins ')
  await sandbox.commands.sendStdin(handle.pid, new TextEncoder().encode('zwei ü\n'))
  await sandbox.commands.sendStdin(handle.pid, '')
  await sandbox.commands.closeStdin(handle.pid)
  assert.equal((await handle.wait()).stdout, 'eins zwei ü\nend\n')
}))

scenario('without input a command reads the end at once', () => withSandbox(async (sandbox) => {
  assert.equal((await sandbox.commands.run('cat; echo end')).stdout, 'end\n')
}))

scenario('much input arrives whole', () => withSandbox(async (sandbox) => {
  const handle = await sandbox.commands.run('wc -c', { background: true, stdin: true })
  await handle.sendStdin('x'.repeat(3_000_000))
  await handle.closeStdin()
  assert.equal((await handle.wait()).stdout.trim(), '3000000')
}))

scenario('much output arrives whole', () => withSandbox(async (sandbox) => {
  const result = await sandbox.commands.run('head -c 5000000 /dev/zero | tr "\\0" x; echo')
  assert.equal(result.stdout.length, 5_000_001)
}))

scenario('a deadline ends the command and its caller', () => withSandbox(async (sandbox) => {
  const started = await sandbox.commands.run('echo $$ > pid; sleep 1000', { background: true, timeoutMs: 1500 })
  await throws(TimeoutError, () => started.wait())
  await until('the command is gone', async () =>
    (await sandbox.commands.run('kill -0 $(cat pid) 2>/dev/null || echo gone')).stdout === 'gone\n')
}))

scenario('without a deadline a command runs on', () => withSandbox(async (sandbox) => {
  assert.equal((await sandbox.commands.run('sleep 0.2; echo late', { timeoutMs: 0 })).stdout, 'late\n')
}))

scenario('a command that ends by a signal says so', () => withSandbox(async (sandbox) => {
  const handle = await sandbox.commands.run('sleep 1000 & wait', { background: true })
  await sandbox.commands.run(`kill -TERM ${handle.pid}`)
  const error = await throws(CommandExitError, () => handle.wait())
  assert.ok(error.exitCode !== 0)
}))

scenario('many commands at once keep their outputs apart', () => withSandbox(async (sandbox) => {
  const results = await Promise.all(Array.from({ length: 10 }, (_, index) => sandbox.commands.run(`sleep 0.1; echo ${index}`)))
  assert.deepEqual(results.map((result) => result.stdout), Array.from({ length: 10 }, (_, index) => `${index}\n`))
}))

scenario('a command with bytes that are no text', () => withSandbox(async (sandbox) => {
  const result = await sandbox.commands.run("printf 'a\\303'; sleep 0.2; printf '\\274b'")
  assert.equal(result.stdout, 'aüb')
}))

scenario('both streams of many commands at once are complete', () => withSandbox(async (sandbox) => {
  const numbers = [...Array(60).keys()]
  const results = await Promise.all(numbers.map((number) => sandbox.commands.run(`echo err${number} >&2; echo out${number}`)))
  assert.deepEqual(results.map((one) => one.stderr), numbers.map((number) => `err${number}\n`))
  assert.deepEqual(results.map((one) => one.stdout), numbers.map((number) => `out${number}\n`))
}))
