import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { readFileSync } from 'node:fs'
import { failed, go, missing, open, root, survey, unbarred, watched } from './place.mjs'

// What an officer may try in the demonstration: one thing is entered into its books, and an open table changes.
for (const engine of ['sqlite', 'postgres']) {
  describe(`a visitor's change on ${engine}`, { skip: missing(engine) || false }, () => {
    let place
    before(async () => (place = await open(engine)), { timeout: 180_000 })
    after(() => place?.close())

    test('a survey is entered on the page of a table, and its cell changes by itself', { timeout: 120_000 }, async () => {
      const { page, wrong, close } = await watched(place)
      await go(page, `${place.at}/tables/2`)
      const cell = page.locator('main tbody tr').filter({ hasText: '满意度' }).locator('td.ours').first()
      const before = (await cell.innerText()).trim()
      await page.getByText('在示例账上记一笔').click()
      await unbarred(page, 'the form of a change')
      assert.match(await page.getByLabel('调查专题').innerText(), /贷款职工/)
      // What cannot be is refused in a sentence, and nothing changes.
      await page.getByLabel('有效问卷（份）').fill('10')
      await page.getByLabel('其中满意（份）').fill('11')
      await page.getByRole('button', { name: '记入示例账' }).click()
      await page.getByText('满意11份，多于有效问卷10份').waitFor()
      for (const bad of ['', '-1', '1e3', '１２x', '9999999']) {
        await page.getByLabel('其中满意（份）').fill(bad)
        if (bad.length < 7) assert.equal(await page.getByRole('button', { name: '记入示例账' }).isDisabled(), true, bad)
      }
      assert.equal((await cell.innerText()).trim(), before)
      await page.getByLabel('有效问卷（份）').fill('100')
      await page.getByLabel('其中满意（份）').fill('0')
      await page.getByRole('button', { name: '记入示例账' }).click()
      await page.getByText('已在示例账上登记有效问卷 100 份').waitFor()
      await page.waitForFunction((b) => [...document.querySelectorAll('td.ours .was')].some((w) => w.textContent.includes(`原为 ${b}`)), before, { timeout: 15_000 })
      const now = (await cell.locator('button').innerText()).trim()
      assert.notEqual(now, before)
      // It is in the books: the row behind the figure is there, and who entered it.
      await cell.locator('button').click()
      await page.getByRole('dialog').getByText(/访客/).first().waitFor()
      assert.deepEqual(wrong, [])
      await close()
    })

    test('the columns beside a dropped table follow the books, with what was typed, and a figure agrees with its rows', { timeout: 120_000 }, async () => {
      const { page, wrong, close } = await watched(place)
      const enter = (satisfied) => survey(place, 12, 1000, satisfied)
      await go(page, `${place.at}/check`)
      const buffer = readFileSync(`${root}internal/evaluation/testdata/zhongwei-2024-self-evaluation.txt`)
      await page.locator('input[type=file]').first().setInputFiles({ name: '自评.txt', mimeType: 'text/plain', buffer })
      await page.getByRole('button', { name: '这是本中心的表，与账对照' }).first().click()
      await page.locator('main [data-figure]').first().waitFor()
      await page.getByRole('checkbox', { name: /更正读错的格子/ }).check()
      await page.getByLabel('说明人').fill('张三')
      const reason = page.getByLabel('第1行，偏差原因分析及改进措施').first()
      await Promise.all([page.waitForResponse((r) => r.url().endsWith('/check-files')), reason.fill('人多')]) // a pause in typing has it checked
      const row = page.locator('tr:has([data-figure])').filter({ has: page.getByRole('button', { name: /组织职工培训、印刷业务费/ }) }).last()
      const cell = row.locator('[data-figure]')
      const before = await cell.innerText()
      await page.evaluate(() => window.scrollTo(0, 900))
      const place0 = await page.evaluate(() => scrollY)
      await enter(100)
      await row.locator('.was').waitFor({ timeout: 15_000 })
      assert.notEqual(await cell.innerText(), before)
      assert.ok((await row.locator('.was').innerText()).includes(`原为 ${before}`))
      assert.match(await page.locator('.news').innerText(), /账已更新，本页数字已刷新/)
      assert.equal(await reason.inputValue(), '人多')
      assert.equal(await page.getByLabel('说明人').inputValue(), '张三')
      assert.ok(Math.abs(await page.evaluate(() => scrollY) - place0) < 60, 'the page moved')
      // Whoever opens a figure right after the books have changed reads the figure and its rows as of the same books.
      await enter(200)
      await cell.click()
      const drawer = page.getByRole('dialog')
      const counted = async () => Number(/依据\s*(\d+)/.exec(await drawer.locator('.facts').first().innerText())?.[1])
      await drawer.locator("[aria-label='依据的记录'] tbody tr").first().waitFor()
      await page.waitForTimeout(1000)
      const rows = drawer.locator("[aria-label='依据的记录'] tbody tr")
      assert.equal(await counted(), await rows.count())
      await page.keyboard.press('Escape')
      await drawer.waitFor({ state: 'hidden' })
      assert.equal(await reason.inputValue(), '人多')
      // A page that waited behind another comes up to date, too.
      const now = await cell.innerText()
      await page.locator('nav').getByRole('link', { name: '日结' }).click()
      await page.getByRole('heading', { level: 1, name: /日结/ }).waitFor() // or going back would leave the pages
      await enter(1000)
      await page.goBack()
      await cell.waitFor()
      await page.waitForFunction((t) => ![...document.querySelectorAll('[data-figure]')].some((b) => b.innerText === t), now, { timeout: 15_000 })
      assert.equal(await reason.inputValue(), '人多')
      assert.deepEqual(wrong, [])
      await close()
    })

    test('of several files each table that is opened has what the books say beside it, and follows them', { timeout: 120_000 }, async () => {
      const { page, wrong, close } = await watched(place)
      const seed = readFileSync(`${root}internal/evaluation/testdata/zhongwei-2024-self-evaluation.txt`)
      await go(page, `${place.at}/check`)
      await page.locator('input[type=file]').first().setInputFiles([{ name: '自评.txt', mimeType: 'text/plain', buffer: seed },
        { name: '说明.txt', mimeType: 'text/plain', buffer: Buffer.from('请查收') }])
      await page.getByText('2 个文件，读出 3 张表，1 个文件不能读取').waitFor()
      await page.getByRole('button', { name: '公积金贷款房屋抵押手续费项目', exact: true }).click()
      const claim = page.getByRole('button', { name: '这是本中心的表，与账对照' })
      await claim.focus()
      await page.keyboard.press('Enter')
      await page.locator('main [data-figure]').first().waitFor()
      assert.match(await page.evaluate(() => document.activeElement.textContent), /蓝底各列是本中心/, 'the focus is lost')
      await unbarred(page, 'a table of several files')
      const cell = page.locator('tr:has([data-figure])').filter({ hasText: '满意度' }).last().locator('[data-figure]')
      const before = await cell.innerText()
      await change(7)
      await page.waitForFunction(([el, was]) => el.innerText !== was, [await cell.elementHandle(), before], { timeout: 15_000 })
      await cell.click()
      await page.getByRole('dialog').locator("[aria-label='依据的记录'] tbody tr").first().waitFor()
      assert.deepEqual(wrong, [])
      await close()
    })

    test('a cell follows the books, however late the answers of before them come', { timeout: 120_000 }, async () => {
      const { page, wrong, close } = await watched(place)
      const delays = []
      let asked = 0
      await page.route('**/api/evaluation/2024/tables/2', async (route) => {
        asked++
        const late = delays.shift()
        const response = await route.fetch() // made before the change
        if (late) await page.waitForTimeout(late)
        await route.fulfill({ response })
      })
      const cell = page.locator('main tbody tr').filter({ hasText: '满意度' }).locator('td.ours')
      const same = async () => {
        const { rows } = await (await fetch(`${place.at}/api/evaluation/2024/tables/2`)).json()
        const figure = rows.find((r) => r.level3.includes('满意度')).measured.text
        const button = cell.locator('button').first()
        return [(await button.count()) ? (await button.innerText()).trim() : '', figure]
      }
      const follows = async (what) => {
        let both
        for (let i = 0; i < 80; i++) {
          both = await same()
          if (both[0] === both[1]) return
          await page.waitForTimeout(250)
        }
        assert.fail(`${what}: ${both}`)
      }
      // The first answer is made before the change and comes after the page has learnt of it.
      delays.push(9000)
      await page.goto(`${place.at}/tables/2`)
      while (!asked) await page.waitForTimeout(50)
      await page.waitForTimeout(1500)
      await change(900)
      await follows('a first answer that is late')
      // Of two changes the second is made while the first is being read.
      delays.push(6000, 3000)
      asked = 0
      await change(900)
      while (!asked) await page.waitForTimeout(50)
      await page.waitForTimeout(500)
      await change(0)
      await page.waitForTimeout(5000)
      await follows('a second change')
      // The page cannot be read when the books have changed, and nothing changes after that.
      let fails = 1
      await page.unrouteAll()
      await page.route('**/api/evaluation/2024/tables/2', (route) => (fails-- > 0 ? route.fulfill(failed) : route.continue()))
      await change(0)
      const overdue = page.getByText('有数字没有取到新的，正在再试')
      await overdue.waitFor({ timeout: 15_000 })
      await follows('an answer that failed once')
      assert.equal(await overdue.count(), 0, 'it is said of figures that have come')
      assert.ok(fails < 0, 'nothing was asked in vain')
      // A page that opens out of sight, as behind another, has read its figures when it is seen.
      await page.addInitScript(() => Object.defineProperty(document, 'hidden', { configurable: true, get: () => !window.insight }))
      await page.reload()
      await cell.locator('button').first().waitFor()
      await change(0)
      await page.evaluate(() => {
        window.insight = true
        document.dispatchEvent(new Event('visibilitychange'))
      })
      await follows('a page that was opened out of sight')
      // The first question after the state of the books fails, and they change before the next.
      let away = true
      await page.route('**/api/state', (route) => (away ? route.fulfill(failed) : route.continue()))
      await page.reload()
      await cell.locator('button').first().waitFor()
      await change(0)
      away = false
      await follows('a page that did not learn the first state')
      assert.deepEqual(wrong.filter((w) => !/503/.test(w)), [])
      await close()
    })

    test('an answer about a dropped table that was made before the books changed is asked for again', { timeout: 120_000 }, async () => {
      const { page, wrong, close } = await watched(place)
      await go(page, `${place.at}/check`)
      await page.locator('input[type=file]').first().setInputFiles({ name: '自评.txt', mimeType: 'text/plain',
        buffer: readFileSync(`${root}internal/evaluation/testdata/zhongwei-2024-self-evaluation.txt`) })
      const claim = page.getByRole('button', { name: '这是本中心的表，与账对照' }).first()
      await claim.waitFor()
      const delays = [7000]
      let asked = 0
      await page.route('**/api/evaluation/check-files', async (route) => {
        asked++
        const late = delays.shift()
        const response = await route.fetch()
        if (late) await page.waitForTimeout(late)
        await route.fulfill({ response })
      })
      await claim.click()
      while (!asked) await page.waitForTimeout(50)
      await page.waitForTimeout(1500)
      await change(0)
      const figure = async () => {
        const { rows } = await (await fetch(`${place.at}/api/evaluation/2024/tables/2`)).json()
        return rows.find((r) => r.level3.includes('满意度')).measured.text
      }
      const cell = page.locator('tr:has([data-figure])').filter({ hasText: '减轻职工资金压力' }).locator('[data-figure]')
      await cell.waitFor()
      const now = await figure()
      for (let i = 0; i < 60 && (await cell.innerText()) !== now; i++) await page.waitForTimeout(250)
      assert.equal(await cell.innerText(), now)
      assert.deepEqual(wrong, [])
      await close()
    })

    test('that a page which shows people is old is told again to whoever comes back to it', { timeout: 120_000 }, async () => {
      const { page, wrong, close } = await watched(place)
      const me = await (await fetch(`${place.at}/api/me`)).json()
      await page.route('**/api/me', (route) => route.fulfill({ json: { ...me, state: 'signed-in', code: 'clk-1' } }))
      const { items } = await (await fetch(`${place.at}/api/loans`)).json()
      await go(page, `${place.at}/loans/${encodeURIComponent(items[0].ref)}`)
      const told = page.getByText('未自动刷新')
      await change(0)
      await told.waitFor({ timeout: 15_000 })
      await page.locator('nav').getByRole('link', { name: '日结' }).click()
      await page.getByRole('heading', { level: 1, name: /日结/ }).waitFor()
      assert.equal(await told.count(), 0)
      await page.goBack()
      await told.waitFor()
      assert.deepEqual(wrong, [])
      await close()
    })

    /** change enters what borrowers were asked into the books. */
    const change = (satisfied) => survey(place, 21, 1000, satisfied)
  })
}
