// People are drawn by lot from the loans of a year, each answers once by a link of their own, and the result is
// registered once nobody is left to answer.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { staff } from './people.mjs'
import { first, go, missing, unbarred, watched } from './place.mjs'

describe('a survey', { skip: missing('sqlite') || false }, () => {
  let place
  before(async () => (place = await first(300)), { timeout: 120_000 })
  after(() => place?.close())

  test('asks people of the real cases, each once', { timeout: 240_000 }, async () => {
    const enter = await staff(place, { 'ana-1': 'analyst', 'clk-1': 'clerk' })
    const analyst = await enter('ana-1')
    const { page } = analyst
    await go(page, `${place.at}/surveys`)
    await page.getByText('还没有发起过调查').waitFor()
    await page.getByText('发起调查', { exact: true }).click()
    await page.getByLabel('调查名称').fill('2019年贷款职工满意度')
    await day(page, '所问期间首日', '2019-01-01')
    await day(page, '所问期间末日', '2019-12-31')
    await day(page, '答卷截止日', '2024-02-01')
    await page.getByLabel('抽取人数').fill('2')
    await unbarred(page)
    await page.getByRole('button', { name: '随机抽取' }).click()
    await page.getByText('已随机抽取').waitFor()
    assert.equal(await page.getByRole('button', { name: '2019年贷款职工满意度' }).count(), 0, 'who drew may see the codes')
    const clerk = await enter('clk-1')
    await go(clerk.page, `${place.at}/surveys`)
    await clerk.page.getByRole('button', { name: '2019年贷款职工满意度' }).click()
    const drawn = clerk.page.getByRole('region', { name: '抽中的人' })
    await drawn.locator('tbody tr').nth(1).waitFor()
    assert.match(await drawn.locator('tbody td').first().innerText(), /\*/, 'a name stands in full')
    await unbarred(clerk.page)
    assert.deepEqual(clerk.wrong, [])
    const links = (await drawn.locator('tbody td:last-child').allInnerTexts()).map((t) => t.trim())
    assert.equal(new Set(links).size, 2)
    await clerk.close()
    assert.equal(await page.getByRole('button', { name: '登记结果' }).count(), 0, 'a survey may be stopped early')
    const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '导出（xlsx）' }).click()])
    assert.equal(saved.suggestedFilename(), '满意度调查.xlsx')

    for (const [i, link] of links.entries()) await answered(link, ['很满意', '一般'][i], i === 0)

    await go(page, `${place.at}/surveys`)
    await page.getByText('50.00%').waitFor()
    await page.getByRole('button', { name: '登记结果' }).click()
    await page.getByLabel('调查报告文号').fill('示例问卷〔2024〕1号')
    await page.getByRole('button', { name: '确定登记' }).click()
    await page.getByText('结果已登记').waitFor()
    await page.getByText('示例问卷〔2024〕1号').waitFor()
    await go(page, `${place.at}/measures/spending.survey.borrowers?year=2019`)
    await page.getByText(/^50(\.0+)?%/).first().waitFor()
    assert.deepEqual(analyst.wrong, [])
    await analyst.close()
  })

  /** day types a day into the house's picker. */
  async function day(page, label, value) {
    const field = page.getByRole('combobox', { name: label }).or(page.getByLabel(label)).first()
    await field.fill(value)
    await field.press('Enter')
  }

  /** answered opens a link as somebody who has no account here, and answers by keys; a second time it is refused. */
  async function answered(link, choice, again) {
    const guest = await watched(place)
    await go(guest.page, link)
    const radio = guest.page.getByLabel(choice, { exact: true })
    await radio.focus()
    await guest.page.keyboard.press('Space')
    await unbarred(guest.page)
    await guest.page.getByRole('button', { name: '提交' }).focus()
    await guest.page.keyboard.press('Enter')
    await guest.page.getByText('谢谢您的评价').waitFor()
    assert.equal(await guest.page.locator('nav#menu a').count(), 0, 'somebody who answers sees the menu')
    assert.deepEqual(guest.wrong, [])
    if (again) {
      await guest.page.reload()
      await guest.page.getByText('每人只能答一次').waitFor()
      await unbarred(guest.page)
    }
    await guest.close()
  }
})
