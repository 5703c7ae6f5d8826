import assert from 'node:assert/strict'
import { Sandbox } from '@e2b/code-interpreter'
import { scenario } from './harness.mjs'

async function withInterpreter(run) {
  const sandbox = await Sandbox.create()
  try {
    return await run(sandbox)
  } finally {
    await sandbox.kill()
  }
}

scenario('code has a result, and output', () => withInterpreter(async (sandbox) => {
  const parts = []
  const execution = await sandbox.runCode('import sys\nprint("grüß")\nprint("no", file=sys.stderr)\n40 + 2', {
    onStdout: (message) => { parts.push(message.line) },
  })
  assert.equal(execution.text, '42')
  assert.equal(execution.logs.stdout.join(''), 'grüß\n')
  assert.equal(execution.logs.stderr.join(''), 'no\n')
  assert.equal(parts.join(''), 'grüß\n')
  assert.equal(execution.error, undefined)
  assert.equal(execution.executionCount, 1)
}))

scenario('state is kept from run to run', () => withInterpreter(async (sandbox) => {
  await sandbox.runCode('x = 20')
  await sandbox.runCode('def double(n):\n    return n * 2')
  assert.equal((await sandbox.runCode('double(x) + 2')).text, '42')
}))

scenario('an error has a name, a value and a traceback', () => withInterpreter(async (sandbox) => {
  const { error } = await sandbox.runCode('def fail():\n    return 1 / 0\nfail()')
  assert.deepEqual([error.name, error.value], ['ZeroDivisionError', 'division by zero'])
  assert.match(error.traceback, /fail/)
  assert.equal((await sandbox.runCode('this is no python')).error.name, 'SyntaxError')
  assert.equal((await sandbox.runCode('"still here"')).text, 'still here')
}))

scenario('contexts keep their states apart', () => withInterpreter(async (sandbox) => {
  const context = await sandbox.createCodeContext({ cwd: '/tmp' })
  assert.equal(context.language, 'python')
  await sandbox.runCode('x = 1')
  await sandbox.runCode('x = 2', { context })
  assert.equal((await sandbox.runCode('import os; (x, os.getcwd())', { context })).text, "(2, '/tmp')")
  assert.equal((await sandbox.runCode('x')).text, '1')
  assert.ok((await sandbox.listCodeContexts()).some((one) => one.id === context.id))
  await sandbox.restartCodeContext(context)
  assert.equal((await sandbox.runCode('x', { context })).error.name, 'NameError')
  await sandbox.removeCodeContext(context)
  await assert.rejects(() => sandbox.runCode('x', { context }), /not found/)
}))

scenario('variables for one run', () => withInterpreter(async (sandbox) => {
  const code = 'import os; os.environ.get("ONE_RUN")'
  assert.equal((await sandbox.runCode(code, { envs: { ONE_RUN: 'set' } })).text, 'set')
  assert.equal((await sandbox.runCode(code)).text, undefined)
}))

scenario('rich results, and several', () => withInterpreter(async (sandbox) => {
  const { results } = await sandbox.runCode(
    'class Rich:\n    def _repr_html_(self): return "<b>x</b>"\n    def _repr_png_(self): return b"png"\ndisplay(1)\nRich()')
  assert.deepEqual(results.map((one) => [one.isMainResult, one.html, one.png]), [[false, undefined, undefined], [true, '<b>x</b>', 'cG5n']])
}))

scenario('programs and indentation', () => withInterpreter(async (sandbox) => {
  const execution = await sandbox.runCode('!echo from-the-shell')
  assert.equal(execution.logs.stdout.join(''), 'from-the-shell\n')
  const direct = await sandbox.runCode('    import os\n    _ = os.system("echo direct; echo bad >&2")')
  assert.deepEqual([direct.logs.stdout.join(''), direct.logs.stderr.join('')], ['direct\n', 'bad\n'])
}))

scenario('a run that takes too long is interrupted', () => withInterpreter(async (sandbox) => {
  await sandbox.runCode('y = 7')
  await assert.rejects(() => sandbox.runCode('open("begun", "w").close()\nimport time\ntime.sleep(1000)', { timeoutMs: 1500 }), /timed out/i)
  assert.equal((await sandbox.runCode('y')).text, '7')
}))

scenario('other languages are refused, and said', () => withInterpreter(async (sandbox) => {
  await assert.rejects(() => sandbox.runCode('1', { language: 'r' }), /400/)
  await assert.rejects(() => sandbox.createCodeContext({ language: 'java' }), /400/)
}))
