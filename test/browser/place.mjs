// What the tests of the pages stand on: the real binary with a small city, on either engine, and a real browser that can
// reach nothing but it.
import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const web = createRequire(new URL('../../web/package.json', import.meta.url))
const { chromium } = web('playwright-core')
const rules = readFileSync(web.resolve('axe-core/axe.min.js'), 'utf8')
export const root = new URL('../../', import.meta.url).pathname
const binary = join(root, 'bin/guangsha')

const chrome = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find(existsSync)
const initdb = existsSync('/usr/lib/postgresql')
  ? readdirSync('/usr/lib/postgresql').map((v) => `/usr/lib/postgresql/${v}/bin`).findLast((d) => existsSync(`${d}/initdb`))
  : undefined

/** missing says why something cannot run here, or nothing. Where it must run, that is a failure. */
export function missing(engine) {
  const why = !chrome ? '没有 Chromium' : engine === 'postgres' && !initdb ? '没有 PostgreSQL 程序' : ''
  if (why && process.env.GUANGSHA_TEST_PG === 'required') throw new Error(`SKIP-REQUIRED ${why}`)
  return why && `SKIP-REQUIRED ${why}`
}

/** freePort is a port of this machine that nobody listens on. */
export async function freePort() {
  return new Promise((ok, no) => {
    const s = createServer().once('error', no).listen(0, '127.0.0.1', () => {
      const { port } = s.address()
      s.close(() => ok(port))
    })
  })
}

/** postgres starts a throw-away server over a socket in a directory of its own. */
async function postgres(dir) {
  const data = join(dir, 'pg')
  const uid = process.getuid() === 0 ? Number((await run('id', ['-u', 'postgres'])).stdout) : undefined
  if (uid !== undefined) chownSync(dir, uid, -1)
  const as = (program, args) =>
    run(join(initdb, program), args, { uid, cwd: dir, env: { ...process.env, HOME: dir, LC_ALL: 'C' } })
  await as('initdb', ['-D', data, '-U', 'guangsha', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'])
  const server = spawn(join(initdb, 'postgres'), ['-D', data, '-c', 'listen_addresses=', '-c', `unix_socket_directories=${dir}`], {
    uid, cwd: dir, stdio: 'ignore',
  })
  const dsn = `postgres:///postgres?host=${dir}&user=guangsha`
  // Its socket is there before it answers.
  for (let i = 0; await as('pg_isready', ['-q', '-h', dir, '-U', 'guangsha', '-d', 'postgres']).then(() => false, () => true); i++) {
    if (i > 200) throw new Error('PostgreSQL did not start')
    await new Promise((ok) => setTimeout(ok, 50))
  }
  return { dsn, stop: () => new Promise((ok) => (server.once('exit', ok), server.kill('SIGINT'))) }
}

/** open lives a small city on an engine, serves it and starts a browser. */
export async function open(engine) {
  const dir = mkdtempSync(join(tmpdir(), 'guangsha-browser-'))
  const pgDir = engine === 'postgres' ? mkdtempSync(join(tmpdir(), 'guangsha-browser-pg-')) : ''
  const pg = pgDir ? await postgres(pgDir) : undefined
  const books = ['--data', dir, ...(pg ? ['--db', pg.dsn] : [])]
  await run(binary, ['demo', ...books, '--members', '300', '--seed', '1', '--no-serve'], { maxBuffer: 1 << 26 })
  const at = `http://127.0.0.1:${await freePort()}`
  const server = spawn(binary, ['serve', ...books, '--demo', '--listen', at.slice(7)], { stdio: 'ignore' })
  for (let i = 0; ; i++) {
    if (i > 200) throw new Error('the pages are not served')
    if (await fetch(`${at}/api/centre`).then((r) => r.ok, () => false)) break
    await new Promise((ok) => setTimeout(ok, 50))
  }
  const browser = await launch()
  return {
    at, dir, browser,
    /** change enters the nth of some surveys into the books, beside the server. */
    change: (n) =>
      run('go', ['run', './test/change', '--data', dir, ...(pg ? ['--db', pg.dsn] : []), '--n', String(n)], { cwd: root }),
    async close() {
      await browser.close()
      await new Promise((ok) => (server.once('exit', ok), server.kill('SIGTERM')))
      await pg?.stop()
      for (const made of [dir, pgDir]) if (made) rmSync(made, { recursive: true, force: true })
    },
  }
}

/** signedInTo serves a city that lies in a folder as a centre that people sign in to, beside whoever shows it. */
export async function signedInTo(dir) {
  const at = `http://127.0.0.1:${await freePort()}`
  const server = spawn(binary, ['serve', '--data', dir, '--listen', at.slice(7)], { stdio: ['ignore', 'pipe', 'ignore'] })
  await new Promise((ok, no) => {
    server.once('exit', () => no(new Error('the server ended')))
    server.stdout.on('data', (said) => `${said}`.includes('Ctrl+C') && ok())
  })
  return { at, close: () => new Promise((ok) => (server.removeAllListeners('exit').once('exit', ok), server.kill('SIGTERM'))) }
}

const launch = () =>
  chromium.launch({
    executablePath: chrome,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost'],
  })

/**
 * first serves a centre for the first time, with so many members that moved in, and gives the set-up code that it shows.
 * The tables that they move in with may be changed before, and a centre that is awake knows no quiet hours.
 */
export async function first(members = 0, { change = () => undefined, awake = false } = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'guangsha-browser-'))
  if (members) {
    const tables = join(dir, 'tables')
    await run(binary, ['opening', 'example', tables, '--members', String(members)])
    change(tables)
    await run(binary, ['opening', 'load', tables, '--data', dir])
    await run(binary, ['opening', 'accept', '--data', dir])
    if (awake) await run('go', ['run', './test/change', '--data', dir, '--awake'], { cwd: root })
  }
  const at = `http://127.0.0.1:${await freePort()}`
  const letters = join(dir, 'letters.txt')
  const server = spawn(binary, ['serve', '--data', dir, '--listen', at.slice(7), '--site', at, '--letters', letters], { stdio: ['ignore', 'pipe', 'ignore'] })
  const code = await new Promise((ok, no) => {
    let said = ''
    server.once('exit', () => no(new Error(`the server ended: ${said}`)))
    server.stdout.on('data', (d) => {
      const found = (said += d).match(/：([0-9a-f]{40})/)
      if (found && said.includes('Ctrl+C')) ok(found[1])
    })
  })
  const browser = await launch()
  return {
    at, code, browser, dir,
    /** letters are those that the simulated gateway has taken, each a line of a number and a text. */
    letters: () => (existsSync(letters) ? readFileSync(letters, 'utf8').trim().split('\n') : []),
    async close() {
      await browser.close()
      await new Promise((ok) => (server.once('exit', ok), server.kill('SIGTERM')))
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** tables starts the tables alone, without a centre. */
export async function tables() {
  const at = `http://127.0.0.1:${await freePort()}`
  const server = spawn(`${binary}-tables`, ['--no-open', '--listen', at.slice(7)], { stdio: 'ignore' })
  for (let i = 0; !(await fetch(`${at}/api/me`).then((r) => r.ok, () => false)); i++) {
    if (i > 200) throw new Error('the pages are not served')
    await new Promise((ok) => setTimeout(ok, 50))
  }
  const browser = await launch()
  return {
    at, browser,
    async close() {
      await browser.close()
      await new Promise((ok) => (server.once('exit', ok), server.kill('SIGTERM')))
    },
  }
}

/** watched opens a page that remembers what it must not do: errors, outside requests, breaches of the content policy. */
export async function watched(place, width = 1440, zone = undefined) {
  const context = await place.browser.newContext({ viewport: { width, height: 900 }, locale: 'zh-CN', timezoneId: zone })
  const page = await context.newPage()
  const wrong = []
  attend(page)
  page.on('pageerror', (e) => wrong.push(`error: ${e.message}`))
  page.on('dialog', (d) => (wrong.push(`dialog: ${d.message()}`), d.dismiss()))
  page.on('console', (m) => {
    // A refused request is logged by the browser itself; the page shows it as a sentence.
    if (['error', 'warning'].includes(m.type()) && !/status of 4\d\d/.test(m.text())) wrong.push(`${m.type()}: ${m.text()}`)
  })
  page.on('request', (r) => {
    if (!r.url().startsWith(place.at) && !/^(data|blob):/.test(r.url())) wrong.push(`outside: ${r.url()}`)
  })
  return { page, wrong, close: () => context.close() }
}

const asking = new WeakMap() // of a page, the questions that are not answered yet

/** attend keeps count of what a page asks, from its beginning. */
function attend(page) {
  const open = new Set()
  asking.set(page, open)
  page.on('request', (r) => open.add(r))
  for (const over of ['requestfinished', 'requestfailed']) page.on(over, (r) => open.delete(r))
}

/** quiet waits until a page has asked nothing for a moment: what its answers lead it to ask is asked within it. */
export async function quiet(page) {
  const open = asking.get(page)
  for (let calm = 0; calm < 3; ) {
    await page.evaluate(() => new Promise((ok) => setTimeout(ok, 20)))
    calm = open.size ? 0 : calm + 1
  }
}

/** settled waits until nothing on a page slides, fades or is about to be drawn. */
export const settled = (page) =>
  page.evaluate(async () => {
    const drawn = () => new Promise((ok) => requestAnimationFrame(() => requestAnimationFrame(ok)))
    await drawn()
    const moving = document.getAnimations().filter((a) => Number.isFinite(a.effect?.getComputedTiming().endTime))
    await Promise.allSettled(moving.map((a) => a.finished))
    await drawn()
  })

/** unbarred fails when a page as it stands bars someone out, by the rules of WCAG 2.2 AA that can be tried. */
export async function unbarred(page, what) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(rules)
  const found = await page.evaluate(async () => {
    const { violations } = await window.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'],
    })
    return violations.map((v) => `${v.id}: ${v.nodes[0].html}`)
  })
  assert.deepEqual(found, [], what)
}

/** failed is the answer of a server that cannot read now. */
export const failed = { status: 503, contentType: 'application/problem+json', body: '{"title":"现在不能读取。","status":503,"code":"x","next":"","trace":""}' }

/** survey enters a survey into the books, as a visitor of the demonstration may: open pages ask again. */
export async function survey(place, topic, valid, satisfied) {
  const body = JSON.stringify({ key: crypto.randomUUID(), year: 2024, topic, valid, satisfied })
  const answer = await fetch(`${place.at}/api/demonstration/surveys`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body })
  assert.equal(answer.status, 200, await answer.text())
}

/** go opens an address and waits until it is drawn. */
export async function go(page, url) {
  await page.goto(url)
  await page.waitForSelector('main h1')
  await quiet(page)
}
