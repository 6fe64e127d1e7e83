// Orders of the government hotline: what somebody told it is listed, tied and answered on the pages, and the answer is
// with the hotline; what comes back waits again.
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { alikeAtEvery } from './shots.mjs'
import { staff } from './people.mjs'
import { first, freePort, go, missing, root, unbarred } from './place.mjs'

const key = '0a'.repeat(32)

describe('orders of the government hotline', { skip: missing('sqlite') || false }, () => {
  let place, hotline, at, clerk
  before(async () => {
    at = `http://127.0.0.1:${await freePort()}`
    place = await first(100, { change: (tables) => {
      const dir = join(tables, '..')
      const program = join(dir, 'platform')
      execFileSync('go', ['build', '-o', program, './test/platform'], { cwd: root })
      hotline = spawn(program, ['--listen', at.slice(7), '--key', key], { stdio: 'ignore' })
      writeFileSync(join(dir, 'guangsha.toml'), `platform = "${at}"\n`)
      writeFileSync(join(dir, 'platform.key'), key)
    } })
    clerk = await (await staff(place, { 'clk-1': 'clerk' }))('clk-1')
  }, { timeout: 300_000 })
  after(async () => {
    await place?.close()
    hotline?.kill()
  })

  const call = async (No, Round, said, days) => {
    const Due = new Date(Date.now() + (days * 24 + 8) * 3600_000).toISOString().slice(0, 10)
    const answer = await fetch(`${at}/test/call`, { method: 'POST', body: JSON.stringify({ No, Round, Kind: '咨询', Due,
      Said: { Name: '示例来电人', Mobile: '15400000009', ...said } }) })
    assert.equal(answer.status, 200)
  }
  const row = (text) => clerk.page.getByRole('row', { name: text })
  /** came waits until a row is listed. */
  const came = async (text) => {
    for (let i = 0; i < 60; i++) {
      await go(clerk.page, `${place.at}/work-orders`)
      if (await row(text).count()) return
      await clerk.page.waitForTimeout(1000)
    }
    assert.fail(`${text} never came`)
  }

  test('an order is tied and answered, and comes back', { timeout: 300_000 }, async () => {
    const { page, wrong } = clerk
    await go(page, `${place.at}/work-orders`)
    await page.getByText('没有待答复的工单。').waitFor()
    await alikeAtEvery(place.browser, page, 'orders')
    await call('GD-1', 1, { Text: '示例：<b>提取</b>什么时候办结？\n请回复。' }, 9)
    await call('GD-2', 1, { Text: '示例：长'.repeat(300) }, 0)
    await came(/GD-1/)
    await came(/GD-2/)
    assert.match(await page.getByRole('region', { name: '12345工单' }).locator('tbody tr').first().textContent(), /GD-2.*今天到期/)
    await row(/GD-1/).getByRole('button', { name: 'GD-1' }).click()
    await page.getByText('示例：<b>提取</b>什么时候办结？').waitFor()
    await page.getByText('15400000009').waitFor()
    for (const width of [1440, 900]) {
      await page.setViewportSize({ width, height: 900 })
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth > 1), false, `wider than ${width}`)
      await unbarred(page)
      if (process.env.ORDER_SHOTS) await page.screenshot({ path: `${process.env.ORDER_SHOTS}-${width}.png`, fullPage: true })
    }
    await page.getByLabel('个人账号').fill('6499999999999')
    await page.getByRole('button', { name: '关联或转交' }).click()
    await page.locator('.state.problem').waitFor()
    await page.getByLabel('个人账号').fill('')
    await page.getByLabel('转交机构').selectOption({ index: 1 })
    await page.getByRole('button', { name: '关联或转交' }).click()
    await page.getByText('已保存。').waitFor()
    await page.getByLabel('答复（回传12345').fill('请致电15400000009')
    await page.getByRole('button', { name: '答复并回传' }).click()
    await page.getByText('请不要写公民身份号码、手机号码或银行卡号').waitFor()
    await page.getByLabel('答复（回传12345').fill('已受理，五个工作日内办结。')
    await page.getByRole('button', { name: '答复并回传' }).click()
    await page.getByText('已答复，将回传12345。').waitFor()
    let answers = []
    for (let i = 0; i < 60 && !answers?.length; i++) {
      answers = await (await fetch(`${at}/test/answers`)).json()
      await page.waitForTimeout(1000)
    }
    assert.deepEqual(answers.map((a) => [a.No, a.Round, a.Text]), [['GD-1', 1, '已受理，五个工作日内办结。']])
    await call('GD-1', 2, { Text: '示例：<b>提取</b>什么时候办结？', Why: '来电人不满意' }, 3)
    await came(/第2次交办/)
    await row(/GD-1/).getByRole('button', { name: 'GD-1' }).click()
    await page.getByText('来电人不满意').waitFor()
    await page.getByText('已受理，五个工作日内办结。（clk-1）').waitFor()
    await unbarred(page)
    assert.deepEqual(wrong, [])
  })
})
