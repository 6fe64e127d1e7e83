import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { failed, go, missing, open, quiet, settled, survey, unbarred, watched } from './place.mjs'

// Whoever works by the keys alone: a list is come back to at the row one left, and what takes the focus is seen.
describe('the keys', { skip: missing('sqlite') || false }, () => {
  let satisfied = 80
  let place
  before(async () => (place = await open('sqlite')), { timeout: 180_000 })
  after(() => place?.close())

  const focused = (page) => page.evaluate(() => {
    const el = document.activeElement
    const { top, bottom } = el.getBoundingClientRect()
    return { what: el.matches('main') ? 'main' : el.getAttribute('href') ?? el.getAttribute('aria-label') ?? el.innerText, seen: top >= 0 && bottom <= innerHeight }
  })
  const row = (page) => page.evaluate(() => document.activeElement.closest('tr')?.rowIndex)

  test('who comes back to a list stands on the row that was left, and goes on from it', { timeout: 180_000 }, async () => {
    const { page, wrong, close } = await watched(place)
    const lists = ['/members', '/vouchers', '/withdrawals', '/loans', '/employers', '/late?year=2024', '/measures/fund.surplus.amount?year=2024']
    for (const path of lists) {
      await go(page, place.at + path)
      await page.locator('main tbody tr').first().waitFor()
      const down = Math.min(30, await page.locator('main .sheet').last().locator('tbody tr').count() - 2)
      for (const back of ['Escape', 'Back']) {
        if (back === 'Escape') for (let i = 0; i < down; i++) await page.keyboard.press('j')
        const left = await focused(page)
        const at = await row(page)
        const scrolled = await page.evaluate(() => scrollY)
        assert.ok(at >= down, `${path}: row ${at}`)
        await page.keyboard.press('Enter')
        await page.waitForFunction((path) => location.pathname !== path.split('?')[0], path)
        await quiet(page)
        if (back === 'Escape' && (await page.locator('main .crumb a').count())) await page.keyboard.press('Escape')
        else await page.goBack()
        await page.waitForFunction((path) => location.pathname === path.split('?')[0], path)
        await quiet(page)
        await settled(page)
        assert.deepEqual(await focused(page), { what: left.what, seen: true }, `${path} by ${back}`)
        assert.ok(Math.abs(await page.evaluate(() => scrollY) - scrolled) < 40, `${path} by ${back}: the place is lost`)
        if (back === 'Back') {
          await page.keyboard.press('j')
          assert.equal(await row(page), at + 1, path)
        }
      }
    }
    // A new page begins at its beginning, by whatever way.
    await page.locator('nav').getByRole('link', { name: '贷款', exact: true }).click()
    await page.waitForURL(/\/loans/)
    await settled(page)
    assert.equal((await focused(page)).what, 'main')
    assert.deepEqual(wrong, [])
    await close()
  })

  test('a head that orders a list by a key keeps the focus', { timeout: 120_000 }, async () => {
    const { page, wrong, close } = await watched(place)
    for (const path of ['/members', '/vouchers', '/withdrawals', '/loans', '/employers', '/late?year=2024', '/measures/fund.surplus.amount?year=2024']) {
      await go(page, place.at + path)
      const head = page.locator('main th button.sort').last()
      await head.focus()
      const { what } = await focused(page)
      const ways = []
      for (let i = 0; i < 2; i++) {
        await page.keyboard.press('Enter')
        await page.waitForFunction((sort) => (new URL(location.href).searchParams.get('sort') ?? '') !== sort, ways[0] ?? '')
        await quiet(page)
        await settled(page)
        ways.push(new URL(page.url()).searchParams.get('sort') ?? '')
        assert.equal((await focused(page)).what.replace(/[↑↓↕]/, ''), what.replace(/[↑↓↕]/, ''), `${path}: the focus is lost`)
      }
      assert.notEqual(ways[0], ways[1], path)
    }
    assert.deepEqual(wrong, [])
    await close()
  })

  test('a list that cannot be ordered leads to asking again, and then back to its head', { timeout: 180_000 }, async () => {
    const { page, close } = await watched(place)
    const slow = async (route) => {
      await new Promise((ok) => setTimeout(ok, 400))
      await route.fulfill(failed)
    }
    const alert = page.locator('main [role=alert]')
    const word = async () => (await focused(page)).what.replace(/[↑↓↕]/, '')
    let way = (route) => route.continue() // one for all: a question between two ways of answering would find none
    await page.route((url) => url.pathname.startsWith('/api/') && url.searchParams.has('sort'), (route) => way(route))
    for (const path of ['/members', '/vouchers', '/loans', '/late?year=2024', '/projects', '/measures/fund.surplus.amount?year=2024']) {
      await go(page, place.at + path)
      const head = page.locator('main th button.sort').last()
      await head.focus()
      const what = await word()
      for (const answer of [(route) => route.fulfill(failed), slow]) {
        way = answer
        await page.keyboard.press('Enter')
        await alert.waitFor()
        await settled(page)
        assert.equal(await word(), '重试', `${path}: who cannot order is sent away`)
        const answered = page.waitForResponse((r) => new URL(r.url()).searchParams.has('sort'))
        await page.keyboard.press('Enter')
        await answered
        await alert.waitFor()
        await settled(page)
        assert.equal(await word(), '重试', `${path}: who asked again in vain is sent away`)
        let open // the page asks for itself too, and must not find the way open before
        const late = new Promise((ok) => (open = ok))
        way = async (route) => {
          await late
          await route.continue()
        }
        await page.keyboard.press('Enter')
        await alert.waitFor({ state: 'detached' })
        await settled(page)
        assert.match(await word(), /正在读取/, `${path}: who waits is sent away`)
        open()
        await page.locator('main tbody tr').first().waitFor()
        await quiet(page)
        assert.equal(await word(), what, `${path}: what ordered the list has lost the focus`)
      }
    }
    await page.unrouteAll()
    // A further page that cannot be read is asked for again, and not the whole list.
    await go(page, `${place.at}/vouchers`)
    const rows = page.locator('main tbody tr')
    const before = await rows.count()
    const further = (url) => url.pathname === '/api/vouchers' && url.searchParams.has('cursor')
    await page.route(further, slow)
    await page.getByRole('button', { name: '再看一页' }).focus()
    await page.keyboard.press('Enter')
    await alert.waitFor()
    await settled(page)
    assert.equal(await word(), '重试')
    await page.unrouteAll()
    await page.keyboard.press('Enter')
    await page.waitForFunction((n) => document.querySelectorAll('main tbody tr').length > n, before)
    await settled(page)
    assert.equal(await row(page), before + 1, 'the focus is not on the first row that came')
    await close()
  })

  test('rows of an earlier question are told from those that are asked for', { timeout: 60_000 }, async () => {
    const { page, wrong, close } = await watched(place)
    await go(page, `${place.at}/vouchers`)
    const rows = page.locator('main tbody tr')
    await rows.first().waitFor()
    let late
    await page.route('**/api/vouchers?*', async (route) => {
      await new Promise((ok) => (late = ok))
      await route.continue()
    })
    await page.locator('main th button.sort').last().focus()
    await page.keyboard.press('Enter')
    const word = page.locator('.rereading')
    await word.waitFor()
    const { y, height } = await word.boundingBox()
    assert.ok(y >= 0 && y + height <= 900, `the word stands at ${y}`)
    assert.ok((await rows.count()) > 10, 'what was shown is gone')
    await unbarred(page, 'a list that is read anew')
    await page.emulateMedia({ media: 'print' })
    const paper = await page.locator('.print-only', { hasText: '先前' }).innerText()
    assert.match(paper, /新的还没有读完/)
    assert.doesNotMatch(await page.locator('main').innerText(), /已全部印出|条件：/)
    await page.emulateMedia({ media: 'screen' })
    late()
    await word.waitFor({ state: 'detached' })
    assert.deepEqual(wrong, [])
    await close()
  })

  test('a list that failed and comes by itself goes on at its second page', { timeout: 60_000 }, async () => {
    const { page, close } = await watched(place)
    await page.route(/\/api\/vouchers(\?|$)/, (route) => route.fulfill(failed))
    await go(page, `${place.at}/vouchers`)
    await page.getByText('现在不能读取').waitFor()
    await page.unrouteAll()
    await change()
    const rows = page.locator('main tbody tr')
    await rows.first().waitFor()
    assert.equal(await page.getByText('现在不能读取').count(), 0, 'what is over is still told')
    const first = await rows.first().innerText()
    const before = await rows.count()
    await page.getByRole('button', { name: '再看一页' }).click()
    await page.waitForFunction((n) => document.querySelectorAll('main tbody tr').length !== n, before)
    assert.ok((await rows.count()) > before)
    assert.equal(await rows.first().innerText(), first, 'the first page is gone')
    await close()
  })

  test('what the books change while a list is read is in it once', { timeout: 60_000 }, async () => {
    const { page, wrong, close } = await watched(place)
    await go(page, `${place.at}/loans`)
    const rows = page.locator('main tbody tr')
    await rows.first().waitFor()
    const before = await rows.count()
    let late = []
    await page.route(/\/api\/loans(\?|$)/, async (route) => {
      if (late) await new Promise((ok) => late.push(ok))
      await route.continue()
    })
    await page.locator('main th button.sort').last().click()
    await page.locator('.rereading').waitFor()
    await change()
    await page.waitForResponse((r) => r.url().endsWith('/api/state'))
    await page.waitForTimeout(5000) // the pages ask for the state of the books every few seconds
    const held = late
    late = undefined
    held.forEach((ok) => ok())
    await page.locator('.rereading').waitFor({ state: 'detached' })
    await quiet(page)
    assert.equal(await rows.count(), before)
    const links = await rows.evaluateAll((list) => list.map((r) => r.querySelector('a').getAttribute('href')))
    assert.equal(new Set(links).size, links.length, 'a row stands twice')
    assert.deepEqual(wrong, [])
    await close()
  })

  test('questions of a page and of the books that cross leave every row once, as the books are', { timeout: 180_000 }, async () => {
    const { page, wrong, close } = await watched(place)
    const all = []
    for (let next = ''; all.length === 0 || next; ) {
      const answer = await (await fetch(`${place.at}/api/loans?${next && new URLSearchParams({ cursor: next })}`)).json()
      all.push(...answer.items)
      next = answer.next
    }
    // The books of this test: a loan may come before all others, and an answer be late on its way there or back.
    let books, delays, asked
    await page.route(/\/api\/loans(\?|$)/, async (route) => {
      asked++
      const { there = 0, back = 0 } = delays.shift() ?? {}
      await page.waitForTimeout(there)
      const from = books.findIndex((l) => l.ref === new URL(route.request().url()).searchParams.get('cursor')) + 1
      const items = books.slice(from, from + 20)
      const next = from + 20 < books.length ? items.at(-1).ref : ''
      await page.waitForTimeout(back)
      await route.fulfill({ json: { items, next } })
    })
    const more = page.getByRole('button', { name: '再看一页' })
    const lend = async () => {
      books = [{ ...all[0], ref: `new-${books.length}`, contract: `新借${books.length}号` }, ...books]
      await change()
    }
    const stand = () => page.locator('main .sheet tbody th').allInnerTexts()
    for (const [how, pages, late, act] of [
      ['a page that is there before the list read anew', 2, [{ there: 2500 }], async () => more.click()],
      ['a page that comes after the list read anew', 2, [{ there: 1000 }, { back: 2500 }], async () => more.click()],
      ['a second change before the first is read', 1, [{ back: 6000 }], lend],
    ]) {
      books = all.slice(0, 50)
      delays = []
      await go(page, `${place.at}/loans`)
      assert.equal((await stand()).length, 20, how)
      ;[delays, asked] = [late, 0]
      await lend()
      while (!asked) await page.waitForTimeout(50)
      await act()
      for (let i = 0; i < 60 && (asked <= pages || (await stand())[0] !== books[0].contract); i++) await page.waitForTimeout(250)
      await page.waitForTimeout(500)
      assert.deepEqual(await stand(), books.slice(0, 20 * pages).map((l) => l.contract || '未签合同'), how)
    }
    assert.deepEqual(wrong, [])
    await close()
  })

  test('who comes back to a chart stands on the mark that was opened', { timeout: 60_000 }, async () => {
    const { page, wrong, close } = await watched(place)
    await go(page, `${place.at}/year`)
    const chart = page.locator('main .chart').first()
    await chart.focus()
    for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowRight')
    const said = await page.locator('main .panel').first().locator('p[role=status]').innerText()
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => location.pathname !== '/year')
    await quiet(page)
    await page.goBack()
    await page.waitForURL(/\/year/)
    await settled(page)
    assert.equal(await chart.evaluate((el) => el === document.activeElement), true)
    assert.equal(await page.locator('main .panel').first().locator('p[role=status]').innerText(), said)
    assert.deepEqual(wrong, [])
    await close()
  })

  test('keys of one character are switched off, and stay off', { timeout: 60_000 }, async () => {
    for (const width of [1440, 390]) {
      const { page, wrong, close } = await watched(place, width)
      await go(page, `${place.at}/loans`)
      await page.locator('main tbody tr').first().waitFor()
      await page.keyboard.press('?')
      const help = page.getByRole('dialog', { name: '按键' })
      const single = help.getByRole('checkbox', { name: /单个字符/ })
      assert.equal(await single.isChecked(), true)
      await single.uncheck()
      await unbarred(page, 'the keys, switched off')
      await page.keyboard.press('Escape')
      for (const again of [false, true]) {
        if (again) await page.reload({ waitUntil: 'networkidle' })
        await page.evaluate(() => document.activeElement.blur())
        for (const key of ['j', 'k', '/', '?']) await page.keyboard.press(key)
        assert.equal(await page.evaluate(() => document.activeElement === document.body), true, 'a key moved the focus')
        assert.equal(await help.isVisible(), false)
      }
      // Arrows are no characters: they go on from a row.
      const links = page.locator("main tbody th[scope='row'] a")
      await links.first().focus()
      await page.keyboard.press('ArrowDown')
      assert.equal(await links.nth(1).evaluate((el) => el === document.activeElement), true)
      await page.getByRole('button', { name: '按键' }).click()
      await single.check()
      await page.keyboard.press('Escape')
      await help.waitFor({ state: 'hidden' })
      await page.keyboard.press('j')
      assert.equal(await row(page) > 0, true)
      assert.deepEqual(wrong, [])
      await close()
    }
  })

  test('what takes the focus in a drawer comes into view', { timeout: 60_000 }, async () => {
    const { page, wrong, close } = await watched(place)
    await page.setViewportSize({ width: 1440, height: 700 })
    const { rows } = await (await fetch(`${place.at}/api/evaluation/2024/tables/1`)).json()
    const many = rows.find((r) => r.measured?.rowCount > 50)
    await go(page, `${place.at}/tables/1?figure=${many.key}`)
    const drawer = page.getByRole('dialog')
    await drawer.getByRole('button', { name: '再看一页' }).waitFor()
    await settled(page)
    await page.keyboard.press('Shift+Tab')
    for (let i = 0; i < 6; i++) {
      await settled(page)
      const at = await focused(page)
      assert.equal(at.seen, true, at.what)
      if (i === 0) assert.equal(at.what, '再看一页')
      await page.keyboard.press(i < 3 ? 'Shift+Tab' : 'Tab')
    }
    assert.deepEqual(wrong, [])
    await close()
  })

  /** change changes the books: an open page asks again. */
  const change = () => survey(place, 12, 100, ++satisfied)
})
