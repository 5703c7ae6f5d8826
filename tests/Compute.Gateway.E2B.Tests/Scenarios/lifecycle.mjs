import assert from 'node:assert/strict'
import { InvalidArgumentError, Sandbox, SandboxError, SandboxNotFoundError, TimeoutError } from 'e2b'
import { scenario, throws, until, withSandbox } from './harness.mjs'

const seconds = (date) => Math.round((date.getTime() - Date.now()) / 1000)
const near = (value, wanted) => assert.ok(Math.abs(value - wanted) <= 25, `${value} is not near ${wanted}`)

scenario('the time-out is set, and set again', () => withSandbox(async (sandbox) => {
  near(seconds((await sandbox.getInfo()).endAt), 120)
  await sandbox.setTimeout(600_000)
  near(seconds((await sandbox.getInfo()).endAt), 600)
  await sandbox.setTimeout(60_000)
  near(seconds((await sandbox.getInfo()).endAt), 60)
}, { timeoutMs: 120_000 }))

scenario('without a time-out it is five minutes', () => withSandbox(async (sandbox) => {
  near(seconds((await sandbox.getInfo()).endAt), 300)
}))

scenario('connecting extends the time-out, and does not shorten it', () => withSandbox(async (sandbox) => {
  await Sandbox.connect(sandbox.sandboxId, { timeoutMs: 900_000 })
  near(seconds((await sandbox.getInfo()).endAt), 900)
  await Sandbox.connect(sandbox.sandboxId, { timeoutMs: 60_000 })
  near(seconds((await sandbox.getInfo()).endAt), 900)
}, { timeoutMs: 120_000 }))

scenario('a sandbox ends at its time-out', () => withSandbox(async (sandbox) => {
  await sandbox.setTimeout(1_000)
  await until('the end', async () => !(await sandbox.isRunning()))
  assert.equal(await sandbox.kill(), false)
}))

scenario('pause and resume keep files and processes', () => withSandbox(async (sandbox) => {
  await sandbox.files.write('kept', 'text')
  const handle = await sandbox.commands.run('sleep 1000', { background: true, timeoutMs: 0 })
  handle.wait().catch(() => {})
  assert.equal(await sandbox.pause(), true)
  assert.equal(await sandbox.pause(), false)
  assert.equal((await Sandbox.getInfo(sandbox.sandboxId)).state, 'paused')
  assert.equal(await sandbox.isRunning(), false)
  const again = await Sandbox.connect(sandbox.sandboxId)
  assert.equal((await again.getInfo()).state, 'running')
  assert.equal(await again.files.read('kept'), 'text')
  assert.equal((await again.commands.run(`kill -0 ${handle.pid} && echo there`)).stdout, 'there\n')
}))

scenario('a paused sandbox is listed as such, and can be killed', () => withSandbox(async (sandbox) => {
  await sandbox.pause()
  const list = (state) => Sandbox.list({ query: { metadata: { only: 'paused' }, state } }).nextItems()
  assert.deepEqual((await list(['paused'])).map((item) => [item.sandboxId, item.state]), [[sandbox.sandboxId, 'paused']])
  assert.deepEqual(await list(['running']), [])
  assert.equal((await list(['running', 'paused'])).length, 1)
  assert.equal(await sandbox.kill(), true)
  await throws(SandboxNotFoundError, () => Sandbox.connect(sandbox.sandboxId))
}, { metadata: { only: 'paused' } }))

scenario('a sandbox pauses at its time-out', () => withSandbox(async (sandbox) => {
  await sandbox.files.write('kept', 'text')
  await sandbox.setTimeout(1_000)
  await until('the pause', async () => (await Sandbox.getInfo(sandbox.sandboxId)).state === 'paused')
  const again = await Sandbox.connect(sandbox.sandboxId)
  assert.equal(await again.files.read('kept'), 'text')
}, { lifecycle: { onTimeout: 'pause' } }))

scenario('a request resumes a paused sandbox', () => withSandbox(async (sandbox) => {
  await sandbox.files.write('kept', 'text')
  await sandbox.pause()
  assert.equal(await sandbox.files.read('kept'), 'text')
  assert.equal((await sandbox.getInfo()).state, 'running')
}, { lifecycle: { onTimeout: 'pause', autoResume: true } }))

scenario('a command learns that its sandbox was killed', () => withSandbox(async (sandbox) => {
  const handle = await sandbox.commands.run('sleep 1000', { background: true })
  const waiting = throws(TimeoutError, () => handle.wait(), /sandbox was killed or reached its end of life/)
  await sandbox.kill()
  await waiting
}))

scenario('a command learns that its sandbox was paused', () => withSandbox(async (sandbox) => {
  const handle = await sandbox.commands.run('sleep 1000', { background: true })
  const waiting = throws(TimeoutError, () => handle.wait())
  await sandbox.pause()
  await waiting
}))

scenario('a snapshot begins new sandboxes', () => withSandbox(async (sandbox) => {
  await sandbox.files.write('kept', 'before')
  const snapshot = await sandbox.createSnapshot()
  await sandbox.files.write('kept', 'after')
  await withSandbox(async (other) => {
    assert.equal(await other.files.read('kept'), 'before')
  }, { template: snapshot.snapshotId })
  const listed = await sandbox.listSnapshots().nextItems()
  assert.deepEqual(listed.map((one) => one.snapshotId), [snapshot.snapshotId])
  assert.equal(await Sandbox.deleteSnapshot(snapshot.snapshotId), true)
  assert.equal(await Sandbox.deleteSnapshot(snapshot.snapshotId), false)
}))

scenario('a snapshot has a name', () => withSandbox(async (sandbox) => {
  await sandbox.files.write('kept', 'named')
  const snapshot = await sandbox.createSnapshot({ name: 'my-snapshot' })
  assert.deepEqual(snapshot.names, ['my-snapshot'])
  await withSandbox(async (other) => assert.equal(await other.files.read('kept'), 'named'), { template: 'my-snapshot' })
  await Sandbox.deleteSnapshot(snapshot.snapshotId)
}))

scenario('copies of a sandbox', () => withSandbox(async (sandbox) => {
  await sandbox.files.write('kept', 'text')
  const copies = await sandbox.fork({ count: 2, timeoutMs: 60_000 })
  assert.equal(copies.length, 2)
  for (const copy of copies) {
    assert.equal(await copy.files.read('kept'), 'text')
    assert.equal(await copy.kill(), true)
  }
}))

scenario('metrics are measured', () => withSandbox(async (sandbox) => {
  const metrics = await until('a measurement', async () => {
    const all = await sandbox.getMetrics()
    return all.length > 0 && all
  })
  const last = metrics.at(-1)
  assert.ok(last.cpuCount > 0 && last.memTotal > 0 && last.timestamp instanceof Date)
  assert.deepEqual(await sandbox.getMetrics({ start: new Date(0), end: new Date(1000) }), [])
}))

scenario('pages of a list, in both orders', async () => {
  const made = []
  try {
    for (let index = 0; index < 3; index++) {
      made.push(await Sandbox.create({ metadata: { pages: 'yes' } }))
      await new Promise((resolve) => setTimeout(resolve, 20))
    }

    const ids = made.map((sandbox) => sandbox.sandboxId)
    const all = async (options) => {
      const pages = Sandbox.list({ query: { metadata: { pages: 'yes' } }, limit: 2, ...options })
      const found = []
      while (pages.hasNext) {
        found.push((await pages.nextItems()).map((item) => item.sandboxId))
      }

      return found
    }

    assert.deepEqual(await all({ order: 'asc' }), [ids.slice(0, 2), ids.slice(2)])
    assert.deepEqual(await all({}), [[ids[2], ids[1]], [ids[0]]])
    const second = await made[1].getInfo()
    const after = await Sandbox.list({ query: { metadata: { pages: 'yes' }, startedAfter: second.startedAt }, order: 'asc' }).nextItems()
    assert.deepEqual(after.map((item) => item.sandboxId), ids.slice(1))
    assert.deepEqual(await Sandbox.list({ query: { template: 'unknown' } }).nextItems(), [])
  } finally {
    await Promise.all(made.map((sandbox) => sandbox.kill()))
  }
})

scenario('what is not supported is refused, and said', () => withSandbox(async (sandbox) => {
  await throws(SandboxError, () => Sandbox.create({ mcp: { time: {} } }), /mcp is not supported/)
  await throws(SandboxError, () => sandbox.pause({ keepMemory: false }), /not supported/)
  await throws(SandboxError, () => sandbox.updateNetwork({ denyOut: ['1.1.1.1'] }), /fixed at its creation/)
  assert.equal(await sandbox.isRunning(), true)
}))
