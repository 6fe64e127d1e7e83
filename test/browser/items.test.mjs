// An item's page with its switches: what is set there holds at the counter at once, and says where it comes from.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { staff } from './people.mjs'
import { first, go, missing, unbarred, watched } from './place.mjs'

const rent = '/items/withdrawal.rent'

describe('an item and its doors', { skip: missing('sqlite') || false }, () => {
  let place
  before(async () => (place = await first(100)), { timeout: 300_000 })
  after(() => place?.close())

  let clerk, lead
  before(async () => {
    const enter = await staff(place, { 'clk-1': 'clerk', 'rev-1': 'reviewer' })
    clerk = await enter('clk-1')
    lead = await enter('rev-1')
  }, { timeout: 300_000 })

  test('what is switched off is not taken in, and is on again', { timeout: 300_000 }, async () => {
    await go(lead.page, place.at + '/items')
    await fits(lead.page)
    await lead.page.getByRole('link', { name: '租房提取' }).click()
    await lead.page.getByRole('heading', { name: '租房提取', level: 1 }).waitFor()
    await lead.page.getByText('受理中', { exact: true }).waitFor()
    await unbarred(lead.page)
    const stale = await watched(place)
    await stale.page.context().addCookies(await lead.page.context().cookies())
    await go(stale.page, place.at + rent)
    await stale.page.getByRole('button', { name: '设置柜面' }).click()
    await filled(stale.page, { 设置什么: ['switch'], 受理状态: ['on'], 依据: '示例', 原因: '示例' })
    await set(lead.page, { 设置什么: ['switch'], 受理状态: ['off'], 依据: '示例公告〔2024〕5号', 原因: '示例原因<b>' }, '确定设置')
    await lead.page.getByText('已设置，各渠道立即照办。').waitFor()
    await lead.page.getByText('现在不受理', { exact: true }).waitFor()
    await lead.page.getByText('示例原因<b>').waitFor()
    await unbarred(lead.page)
    // Who decides on what was there before is told.
    await stale.page.getByRole('button', { name: '确定设置' }).click()
    await stale.page.getByText('这个渠道的设置刚刚有人改过，本次未办理').waitFor()
    await stale.close()
    await laid(clerk.page, '在本渠道停止办理')
    await unbarred(clerk.page)
    await set(lead.page, { 设置什么: ['switch'], 受理状态: ['on'], 依据: '示例公告〔2024〕6号', 原因: '恢复' }, '确定设置')
    await lead.page.getByText('受理中', { exact: true }).waitFor()
    await laid(clerk.page)
    await lead.page.getByRole('link', { name: '在办 0 件' }).click()
    await lead.page.getByText('没有符合条件的办件。请放宽一个条件再查。').waitFor()
    assert.equal(await lead.page.getByLabel('事项').inputValue(), 'withdrawal.rent')
    assert.deepEqual([...lead.wrong, ...clerk.wrong], [])
  })

  test('a pause is announced for tomorrow, one holds now, and is lifted early', { timeout: 300_000 }, async () => {
    const { page, wrong } = lead
    await go(page, place.at + rent)
    const [tomorrow, later] = [1, 2].map((n) => new Date(Date.now() + (n * 24 + 8) * 3600_000).toISOString().slice(0, 10))
    const pause = (from, to, why) => ({ 设置什么: ['pauses'], ...(from && { 暂停开始的日期: { day: from }, 暂停开始的时间: '09:00' }),
      暂停结束的日期: { day: to }, 暂停结束的时间: '08:00', 对外公告: why, 依据: '示例公告〔2024〕7号', 原因: '系统维护' })
    await set(page, pause(later, tomorrow, '系统升级'), '公告暂停')
    await page.getByText('暂停应在开始之后结束').waitFor()
    await unbarred(page)
    await page.getByRole('button', { name: '取消' }).click()
    await set(page, pause(tomorrow, later, '系统升级，请改日办理'), '公告暂停')
    await page.getByText('暂停已公告，各渠道到时照办。').waitFor()
    await page.getByText('将暂停', { exact: true }).waitFor()
    await laid(clerk.page)
    await set(page, pause('', tomorrow, '临时停电'), '公告暂停')
    await page.getByText('正在暂停', { exact: true }).waitFor()
    await laid(clerk.page, '暂停办理：临时停电')
    await page.getByRole('row', { name: /临时停电/ }).getByRole('button', { name: '提前解除' }).last().click()
    await page.getByRole('heading', { name: /提前解除.*临时停电/ }).waitFor()
    await filled(page, { 依据: '示例', 原因: '来电' })
    await unbarred(page)
    await page.getByRole('button', { name: '确定解除' }).click()
    await page.getByText('暂停已解除。').waitFor()
    await laid(clerk.page)
    for (const width of [390, 1440]) {
      await page.setViewportSize({ width, height: 900 })
      await page.getByRole('button', { name: '设置柜面' }).click()
      await fits(page)
      await shot(page, `item-${width}`)
      await page.getByRole('button', { name: '设置柜面' }).click()
      await go(page, place.at + '/items')
      await fits(page)
      await shot(page, `items-${width}`)
      await go(page, place.at + rent)
    }
    assert.deepEqual(wrong, [])
  })

  /** fits wants a page to be no wider than its window, and to bar nobody out. */
  async function fits(page) {
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth > 1), false, 'wider than the window')
    await unbarred(page)
  }

  /** shot keeps a picture of the page where somebody wants to look at it. */
  const shot = (page, name) => process.env.SHOTS && page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true })

  /** set opens the form of the counter, fills it in and hands it in. */
  async function set(page, fields, button) {
    await page.getByRole('button', { name: '设置柜面' }).click()
    await filled(page, fields)
    await page.getByRole('button', { name: button }).click()
  }

  /** filled fills a form in: text as text, a list with the value to choose, a day in the house's picker. */
  async function filled(page, fields) {
    for (const [label, value] of Object.entries(fields)) {
      const field = page.getByLabel(label).first()
      if (Array.isArray(value)) await field.selectOption(value[0])
      else await field.fill(value.day ?? value)
      if (value.day) await field.press('Enter')
    }
  }

  /** laid lays the item out at the counter, and wants it to say why nothing is taken in, or to say nothing of it. */
  async function laid(page, why) {
    await go(page, `${place.at}/counter`)
    const { no } = await page.evaluate(async () => (await (await fetch('/api/members')).json()).items[0])
    await page.getByLabel('个人账号').fill(no)
    await page.getByLabel('申请人证件号码').fill('64990119700101001X')
    await page.getByLabel('事项').selectOption('withdrawal.rent')
    await page.getByRole('button', { name: '打开办事单' }).click()
    await page.getByRole('heading', { name: '租房提取' }).waitFor()
    if (why) await page.getByText(why).waitFor()
    else assert.equal(await page.getByText(/停止办理|暂停办理/).count(), 0)
  }
})
