import assert from 'node:assert/strict'
import { Sandbox } from 'e2b'
import { scenario, until } from './harness.mjs'

const port = Number(process.env.WEB_PORT)
const closed = Number(process.env.CLOSED_PORT)

// One at a time: these sandboxes share the machine's ports.
async function withWeb(run, options = {}) {
  const sandbox = await Sandbox.create('web', options)
  try {
    await sandbox.files.write('index.html', 'from inside')
    await sandbox.files.write('a b/ü.txt', 'deep')
    await sandbox.commands.run(`exec busybox httpd -f -p 127.0.0.1:${port} -h "$HOME"`, { background: true })
    const token = { 'E2B-Traffic-Access-Token': sandbox.trafficAccessToken }
    const get = (path, init) => fetch(`https://${sandbox.getHost(port)}${path}`, init)
    await until('the server in the sandbox responds', async () => (await get('/', { headers: token })).status === 200)
    return await run(sandbox, get, token)
  } finally {
    await sandbox.kill().catch(() => {})
  }
}

scenario('a port is reached by its host, every path of it', () => withWeb(async (sandbox, get) => {
  const page = await get('/')
  assert.equal(await page.text(), 'from inside')
  assert.equal(await (await get('/a%20b/%C3%BC.txt')).text(), 'deep')
  assert.equal((await get('/files')).status, 404)
  assert.equal((await get('/sandboxes')).status, 404)
}))

scenario('a port where nothing listens, and one that the template does not have', () => withWeb(async (sandbox) => {
  for (const other of [closed, 1]) {
    const response = await fetch(`https://${sandbox.getHost(other)}/`)
    assert.equal(response.status, 502)
    const body = await response.json()
    assert.deepEqual([body.sandboxId, body.port, body.code], [sandbox.sandboxId, other, 502])
  }
}))

scenario('a port of a sandbox that is gone', async () => {
  const get = await withWeb(async (sandbox, get) => get)
  const response = await get('/')
  assert.equal(response.status, 502)
  assert.equal((await response.json()).message, 'The sandbox was not found')
})

scenario('ports without public traffic need the token of the sandbox', () => withWeb(async (sandbox, get, token) => {
  for (const headers of [{}, { 'E2B-Traffic-Access-Token': 'x' }, { 'E2B-Traffic-Access-Token': sandbox.envdAccessToken ?? 'y' }]) {
    const refused = await get('/', { headers })
    assert.equal(refused.status, 403)
    assert.deepEqual([(await refused.json()).code], [403])
  }

  assert.equal(await (await get('/', { headers: token })).text(), 'from inside')
}, { network: { allowPublicTraffic: false } }))
