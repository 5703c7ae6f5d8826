import assert from 'node:assert/strict'
import { Sandbox } from 'e2b'
import { scenario, until, withSandbox } from './harness.mjs'

const key = { 'X-API-KEY': process.env.E2B_API_KEY }
const api = (path, init = {}) => fetch(process.env.E2B_API_URL + path, { ...init, headers: { ...key, ...init.headers } })
const json = (method, body) => ({ method, body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } })
const headersOf = (sandbox) => ({
  'E2b-Sandbox-Id': sandbox.sandboxId, 'E2b-Sandbox-Port': '49983', 'X-Access-Token': sandbox.envdAccessToken,
})
const envd = (sandbox, path, init = {}) => fetch(process.env.E2B_SANDBOX_URL + path, {
  ...init, headers: { ...headersOf(sandbox), ...init.headers },
})

function envelope(message) {
  const body = Buffer.from(JSON.stringify(message))
  const header = Buffer.alloc(5)
  header.writeUInt32BE(body.length, 1)
  return Buffer.concat([header, body])
}

async function frames(response) {
  const bytes = Buffer.from(await response.arrayBuffer())
  const found = []
  for (let at = 0; at < bytes.length;) {
    const length = bytes.readUInt32BE(at + 1)
    found.push({ flag: bytes[at], message: JSON.parse(bytes.subarray(at + 5, at + 5 + length)) })
    at += 5 + length
  }

  return found
}

const stream = (sandbox, method, message, headers = {}) => envd(sandbox, `/${method}`, {
  method: 'POST', body: envelope(message),
  headers: { 'Content-Type': 'application/connect+json', 'Connect-Protocol-Version': '1', ...headers },
})

const unary = (sandbox, method, message) => envd(sandbox, `/${method}`, json('POST', message))

scenario('1: plain errors have a number as their code', async () => {
  const missing = await api('/sandboxes/nosuchsandbox')
  assert.equal(missing.status, 404)
  assert.match(missing.headers.get('content-type'), /^application\/json/)
  const body = await missing.json()
  assert.equal(body.code, 404)
  assert.equal(typeof body.message, 'string')
  const malformed = await api('/v2/sandboxes', { method: 'POST', body: '{', headers: { 'Content-Type': 'application/json' } })
  assert.deepEqual([malformed.status, (await malformed.json()).code], [400, 400])
  const unknown = await fetch(process.env.E2B_API_URL + '/v2/sandboxes')
  assert.deepEqual([unknown.status, (await unknown.json()).code], [401, 401])
})

scenario('1: errors of calls have a name as their code', () => withSandbox(async (sandbox) => {
  const response = await unary(sandbox, 'filesystem.Filesystem/Stat', { path: '/nothing' })
  assert.equal(response.status, 404)
  assert.equal((await response.json()).code, 'not_found')
  const malformed = await envd(sandbox, '/filesystem.Filesystem/Stat', { method: 'POST', body: '{', headers: { 'Content-Type': 'application/json' } })
  assert.deepEqual([malformed.status, (await malformed.json()).code], [400, 'invalid_argument'])
}))

scenario('1: errors of streams come at the end of a response that succeeds', () => withSandbox(async (sandbox) => {
  const response = await stream(sandbox, 'process.Process/Connect', { process: { pid: 999999 } })
  assert.equal(response.status, 200)
  assert.match(response.headers.get('content-type'), /^application\/connect\+json/)
  const [end, ...more] = await frames(response)
  assert.deepEqual([end.flag, end.message.error.code, more.length], [2, 'not_found', 0])
}))

scenario('2: a stream begins with the start, and has one end', () => withSandbox(async (sandbox) => {
  const response = await stream(sandbox, 'process.Process/Start', { process: { cmd: '/bin/bash', args: ['-l', '-c', 'echo out'] }, stdin: false })
  const told = await frames(response)
  assert.ok(told[0].message.event.start.pid > 0)
  assert.equal(Buffer.from(told[1].message.event.data.stdout, 'base64').toString(), 'out\n')
  assert.deepEqual([told.at(-2).message.event.end.exited, told.at(-2).message.event.end.status], [true, 'exit status 0'])
  assert.deepEqual(told.at(-1), { flag: 2, message: {} })
  assert.equal(told.filter((one) => one.flag === 2).length, 1)
}))

scenario('2: a stream that is silent is kept alive', () => withSandbox(async (sandbox) => {
  const response = await stream(
    sandbox, 'process.Process/Start', { process: { cmd: 'sleep', args: ['3'] } }, { 'Keepalive-Ping-Interval': '1' })
  const told = await frames(response)
  assert.ok('start' in told[0].message.event)
  assert.ok(told.some((one) => one.message.event && 'keepalive' in one.message.event))
}))

scenario('2: health tells of a sandbox that is gone or paused', () => withSandbox(async (sandbox) => {
  assert.equal((await envd(sandbox, '/health')).status, 204)
  await sandbox.pause()
  const paused = await envd(sandbox, '/health')
  assert.equal(paused.status, 502)
  assert.deepEqual(await paused.json(), { sandboxId: sandbox.sandboxId, message: 'The sandbox was not found', code: 502 })
  await sandbox.kill()
  assert.equal((await envd(sandbox, '/health')).status, 502)
}))

scenario('3: both versions of the paths', async () => {
  const old = await api('/sandboxes', json('POST', { templateID: 'base', secure: true, timeout: 300, allow_internet_access: true }))
  assert.equal(old.status, 201)
  const { sandboxID, envdAccessToken, envdVersion, clientID } = await old.json()
  assert.ok(envdAccessToken && clientID)
  assert.match(envdVersion, /^\d+\.\d+\.\d+$/)
  try {
    for (const version of ['', '/v2']) {
      assert.equal((await api(`${version}/sandboxes/${sandboxID}/connect`, json('POST', { timeout: 60 }))).status, 200)
      assert.ok((await (await api(`${version}/sandboxes`)).json()).some((one) => one.sandboxID === sandboxID))
    }

    assert.equal((await api(`/v2/sandboxes/${sandboxID}/connect`, json('POST', {}))).status, 200)
  } finally {
    assert.equal((await api(`/sandboxes/${sandboxID}`, { method: 'DELETE' })).status, 204)
  }
})

scenario('3: a request for another port is not one for the sandbox itself', () => withSandbox(async (sandbox) => {
  const response = await envd(sandbox, '/files?path=x', { headers: { 'E2b-Sandbox-Port': '8080' } })
  assert.deepEqual([response.status, (await response.json()).port], [502, 8080])
}))

scenario('4: a body is as long as it is', () => withSandbox(async (sandbox) => {
  const size = 35 * 1024 * 1024
  const body = new ReadableStream({
    start(controller) {
      for (let index = 0; index < 35; index++) {
        controller.enqueue(new Uint8Array(1024 * 1024).fill(index))
      }

      controller.close()
    },
  })
  const response = await envd(sandbox, '/files?path=long', {
    method: 'POST', body, duplex: 'half', headers: { 'Content-Type': 'application/octet-stream' },
  })
  assert.equal(response.status, 200)
  assert.equal((await sandbox.files.getInfo('long')).size, size)
}))

scenario('4: a part of a form without a file name', () => withSandbox(async (sandbox) => {
  const form = new FormData()
  form.append('file', 'text')
  const response = await envd(sandbox, '/files?path=part', { method: 'POST', body: form })
  assert.deepEqual((await response.json()).map((one) => [one.name, one.type]), [['part', 'file']])
  assert.equal(await sandbox.files.read('part'), 'text')
}))

scenario('4: lists come as one value, metadata encoded three times', () => withSandbox(async (sandbox) => {
  const metadata = encodeURIComponent(new URLSearchParams({ 'a&b': 'c=d% ü' }).toString())
  const response = await api(`/v2/sandboxes?state=running,paused&metadata=${encodeURIComponent(metadata)}`)
  assert.deepEqual((await response.json()).map((one) => one.sandboxID), [sandbox.sandboxId])
  assert.equal(response.headers.get('x-next-token'), null)
  assert.equal((await api('/v2/sandboxes?state=sleeping')).status, 400)
}, { metadata: { 'a&b': 'c=d% ü' } }))

scenario('4: ids of snapshots in one segment', async () => {
  assert.equal((await api('/templates/a%2Fb%3Ac', { method: 'DELETE' })).status, 404)
})

scenario('5: the number of a process is its own, and free once it is killed', () => withSandbox(async (sandbox) => {
  const handle = await sandbox.commands.run('echo $$ > pid; sleep 1000', { background: true })
  handle.wait().catch(() => {})
  await until('the number', () => sandbox.files.exists('pid').then((there) => there && sandbox.files.read('pid')))
  assert.equal((await sandbox.files.read('pid')).trim(), String(handle.pid))
  await handle.kill()
  assert.equal((await sandbox.commands.run(`kill -0 ${handle.pid} 2>/dev/null || echo gone`)).stdout, 'gone\n')
}))

scenario('5: input is open unless it is refused', () => withSandbox(async (sandbox) => {
  const start = stream(sandbox, 'process.Process/Start', { process: { cmd: 'cat' }, tag: 'open' })
  await until('the process', async () => (await (await unary(sandbox, 'process.Process/List', {})).json()).processes?.length === 1)
  await unary(sandbox, 'process.Process/SendInput', { process: { tag: 'open' }, input: { stdin: Buffer.from('in\n').toString('base64') } })
  await unary(sandbox, 'process.Process/CloseStdin', { process: { tag: 'open' } })
  const told = await frames(await start)
  assert.equal(Buffer.from(told[1].message.event.data.stdout, 'base64').toString(), 'in\n')
  const closed = await frames(await stream(sandbox, 'process.Process/Start', { process: { cmd: 'cat' }, stdin: false }))
  assert.deepEqual(closed.at(-1), { flag: 2, message: {} })
}))

scenario('5: a deadline ends a process that nobody listens to', () => withSandbox(async (sandbox) => {
  const controller = new AbortController()
  await envd(sandbox, '/process.Process/Start', {
    method: 'POST', body: envelope({ process: { cmd: 'sleep', args: ['1000'] } }), signal: controller.signal,
    headers: { 'Content-Type': 'application/connect+json', 'Connect-Timeout-Ms': '1500' },
  })
  controller.abort()
  assert.equal((await sandbox.commands.list()).length, 1)
  await until('the end', async () => (await sandbox.commands.list()).length === 0)
}))

scenario('other clients: watchers that are asked', () => withSandbox(async (sandbox) => {
  await sandbox.files.makeDir('watched')
  const { watcherId } = await (await unary(sandbox, 'filesystem.Filesystem/CreateWatcher', { path: 'watched' })).json()
  await sandbox.files.write('watched/new', 'x')
  const events = []
  await until('the event', async () => {
    const told = await (await unary(sandbox, 'filesystem.Filesystem/GetWatcherEvents', { watcherId })).json()
    events.push(...told.events ?? [])
    return events.some((event) => event.name === 'new' && event.type === 'EVENT_TYPE_CREATE')
  })
  assert.equal((await unary(sandbox, 'filesystem.Filesystem/RemoveWatcher', { watcherId })).status, 200)
  assert.equal((await unary(sandbox, 'filesystem.Filesystem/RemoveWatcher', { watcherId })).status, 404)
}))

scenario('other clients: binary messages', () => withSandbox(async (sandbox) => {
  await sandbox.files.write('file', 'x')
  const path = Buffer.from('file')
  const response = await envd(sandbox, '/filesystem.Filesystem/Stat', {
    method: 'POST', body: Buffer.concat([Buffer.from([0x0a, path.length]), path]), headers: { 'Content-Type': 'application/proto' },
  })
  assert.equal(response.headers.get('content-type'), 'application/proto')
  assert.ok(Buffer.from(await response.arrayBuffer()).includes('-rw-'))
}))

scenario('other clients: a process by its tag', () => withSandbox(async (sandbox) => {
  const start = stream(sandbox, 'process.Process/Start', { process: { cmd: 'sleep', args: ['1000'] }, tag: 'mine' })
  await until('the process', async () => (await (await unary(sandbox, 'process.Process/List', {})).json()).processes?.[0]?.tag === 'mine')
  assert.equal((await unary(sandbox, 'process.Process/SendSignal', { process: { tag: 'mine' }, signal: 'SIGNAL_SIGTERM' })).status, 200)
  const end = (await frames(await start)).at(-2).message.event.end
  assert.equal(end.status, 'signal: terminated')
}))

scenario('other clients: logs', () => withSandbox(async (sandbox) => {
  const response = await api(`/v2/sandboxes/${sandbox.sandboxId}/logs`)
  if (response.status === 200) {
    assert.ok(Array.isArray((await response.json()).logs))
  } else {
    assert.deepEqual([response.status, (await response.json()).code], [400, 400])
  }
}))

scenario('other clients: a template by its alias', async () => {
  assert.deepEqual(await (await api('/templates/aliases/base')).json(), { templateID: 'base', public: true })
  assert.equal((await api('/templates/aliases/unknown')).status, 404)
})
