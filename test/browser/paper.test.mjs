import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { after, before, describe, test } from 'node:test'
import { go, missing, open, quiet, settled, watched } from './place.mjs'

// What a printed page has on it, and what it has not.
describe('on paper', { skip: missing('sqlite') || false }, () => {
  let place
  before(async () => (place = await open('sqlite')), { timeout: 180_000 })
  after(() => place?.close())

  const paper = async (page) => {
    await settled(page)
    const pdf = await page.pdf({ preferCSSPageSize: true })
    return execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8', maxBuffer: 1 << 26 })
  }

  test('an open drawer is not printed, and the form is, whole', { timeout: 60_000 }, async () => {
    const { page, wrong, close } = await watched(place)
    await go(page, `${place.at}/tables/1`)
    const alone = await paper(page)
    await go(page, `${place.at}/tables/1?figure=r17`)
    await page.getByRole('dialog').locator('tbody tr').first().waitFor()
    assert.equal(await paper(page), alone)
    assert.match(alone, /总分/)
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.keyboard.press('?')
    assert.equal(await paper(page), alone, 'nor are the keys')
    assert.deepEqual(wrong, [])
    await close()
  })

  test('every figure of the year is on paper, in large type too', { timeout: 90_000 }, async () => {
    for (const width of [1440, 1024, 390]) for (const big of [false, true]) {
      const { page, wrong, close } = await watched(place, width)
      await page.addInitScript((big) => localStorage.setItem('big', big ? '1' : '0'), big)
      // The payments of a large city, each month another.
      await page.route('**/api/year/*/dashboard', async (route) => {
        const answer = await route.fetch()
        const body = await answer.json()
        for (const p of body.projects) {
          p.budget = 987_654_321
          for (const [i, m] of p.months.entries()) m.paid = 123_456_700 + i
        }
        await route.fulfill({ response: answer, json: body })
      })
      await go(page, `${place.at}/year`)
      await page.getByRole('region', { name: '项目执行' }).locator('tbody tr').first().waitFor()
      const said = await paper(page)
      for (const figure of ['1,234,567.00', '1,234,567.05', '1,234,567.11', '9,876,543.21']) assert.ok(said.includes(figure), `${figure} is not on paper, ${width} wide${big ? ', in large type' : ''}`)
      for (const el of ['12月', '全年预算']) assert.ok(said.includes(el), el)
      assert.deepEqual(wrong, [])
      await close()
    }
  })

  test('a list says which part of it is printed, by which conditions and in which order', { timeout: 90_000 }, async () => {
    const { page, wrong, close } = await watched(place)
    await go(page, `${place.at}/vouchers?month=2024-06&kind=14&sort=-amount`)
    await page.locator('main tbody tr').first().waitFor()
    const kind = await page.getByLabel('类型').evaluate((el) => el.selectedOptions[0].text)
    await page.getByLabel('凭证号').fill('202406')
    let said = (await paper(page)).replace(/\s/g, '')
    assert.ok(said.includes(`月份2024-06；类型${kind}`), said.slice(0, 400))
    assert.ok(!said.includes('凭证号202406'), 'what was typed and not asked is no condition')
    assert.ok(said.includes('金额（元）↓'), 'the order is not on paper')
    await go(page, `${place.at}/vouchers`)
    await page.getByRole('button', { name: '再看一页' }).waitFor()
    said = (await paper(page)).replace(/\s/g, '')
    assert.match(said, /只印出前\d+行，后面还有没有印出的。没有设条件/)
    await page.getByRole('button', { name: '再看一页' }).click()
    await quiet(page)
    assert.match((await paper(page)).replace(/\s/g, ''), /只印出前100行/)
    await go(page, `${place.at}/members`)
    await page.getByLabel('姓名').fill('王')
    await page.getByRole('button', { name: '查询' }).click()
    await quiet(page)
    assert.match((await paper(page)).replace(/\s/g, ''), /条件：姓名王/)
    for (const [path, words] of [['/loans?year=2024&state=5', '状态正常；放款年度2024年'], ['/late?year=2024&kind=remittance', '条件：年度2024年；事项'], ['/employers?q=示例', '单位示例'], ['/withdrawals?month=2024-06', '付款月份2024-06']]) {
      await go(page, place.at + path)
      await quiet(page)
      assert.ok((await paper(page)).replace(/\s/g, '').includes(words), path)
    }
    assert.deepEqual(wrong, [])
    await close()
  })
})
