// The queue of the counter: tickets are taken, two windows call, the hall sees numbers and nobody's name, and a visit
// begins with what its ticket was taken for.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { after, before, describe, test } from 'node:test'
import { alikeAtEvery } from './shots.mjs'
import { staff } from './people.mjs'
import { first, go, missing, unbarred, watched } from './place.mjs'

describe('the queue', { skip: missing('sqlite') || false }, () => {
  let place, one, two
  before(async () => {
    place = await first(300)
    const enter = await staff(place, { 'clk-1': 'clerk', 'clk-2': 'clerk' })
    one = await enter('clk-1')
    two = await enter('clk-2')
  }, { timeout: 180_000 })
  after(() => place?.close())

  test('is called by two windows, and shown in the hall without a name', { timeout: 240_000 }, async () => {
    const { page } = one
    await go(page, `${place.at}/queue`)
    await page.getByText('今天还没有人取号。').waitFor()
    for (const [item, number] of [['withdrawal.rent', /001　/], ['loan.apply', /002　/], ['withdrawal.rent', /003　/], ['member.certificate', /004　/]]) {
      await page.getByLabel('办什么').selectOption(item)
      await page.getByRole('button', { name: '取号' }).click()
      await page.getByText(number).first().waitFor()
    }
    await page.getByText('前面还有 3 人，预计等候 30 分钟').waitFor()
    const numbers = await page.getByRole('region', { name: '今天的号' }).getByRole('rowheader').allTextContents()
    const hall = await watched(place)
    await go(hall.page, `${place.at}/screen?office=${await office(page)}`)
    await hall.page.getByText('现在没有叫号。').waitFor()

    // The hall has no voice yet: the call stands all the same, and the page says what to do.
    await at(page, '1')
    await page.getByRole('button', { name: '叫下一位' }).click()
    await page.getByText('没有连上叫号器').waitFor()
    await page.getByText(numbers[0]).waitFor()
    assert.equal(await page.getByLabel(/^事项/).inputValue(), 'withdrawal.rent', 'the visit begins with what they came for')
    let service = await devices('--off', 'caller')
    await page.getByRole('button', { name: '重呼', exact: true }).click()
    await page.getByText('叫号器没有打开').waitFor()
    service = await devices.anew(service, '--garbled', 'caller')
    await page.getByRole('button', { name: '重呼', exact: true }).click()
    await page.getByText('叫号器给出的内容不能识别').waitFor()
    service = await devices.anew(service)
    await page.getByRole('button', { name: '重呼', exact: true }).click()
    await page.getByText('第 4 次叫号').waitFor()
    assert.equal(await page.locator('.state.problem').count(), 0)
    await at(two.page, '2')
    await two.page.getByRole('button', { name: '叫下一位' }).click()
    await two.page.getByText(numbers[1]).waitFor()
    await unbarred(two.page)

    const called = hall.page.locator('.called li')
    await hall.page.waitForFunction(() => document.querySelectorAll('.called li').length === 2)
    assert.deepEqual(await called.allTextContents(), [`${numbers[1]}请到 2 号窗口`, `${numbers[0]}请到 1 号窗口`])
    await hall.page.getByText('等候 2 人').waitFor()
    await unbarred(hall.page)
    await alikeAtEvery(place.browser, hall.page, 'screen')

    await page.getByRole('button', { name: '过号' }).click()
    await hall.page.getByText(`过号：${numbers[0]}`).waitFor()
    await page.getByRole('button', { name: `重呼过号的${numbers[0]}` }).click()
    await page.getByRole('button', { name: '办完' }).waitFor()
    await page.getByLabel('转到').selectOption('member.certificate')
    await page.getByRole('button', { name: '转业务' }).click()
    await page.getByRole('button', { name: '叫下一位' }).click()
    await page.getByText(numbers[0]).waitFor()
    assert.equal(await page.getByLabel(/^事项/).inputValue(), 'member.certificate')
    await page.getByRole('button', { name: '办完' }).click()
    await page.getByText('本窗口没有在办的号。').waitFor()
    await go(page, `${place.at}/queue`)
    await page.getByRole('region', { name: '最近七天' }).waitFor()
    await unbarred(page)
    await page.evaluate(() => scrollTo(0, 0))
    await alikeAtEvery(place.browser, page, 'queue')
    assert.deepEqual([...one.wrong, ...two.wrong, ...hall.wrong].filter((w) => !/ERR_CONNECTION_REFUSED|18732|status of 503/.test(w)), [])
    await devices.end(service)
    await hall.close()
  })

  const office = (page) => page.evaluate(async () => (await (await fetch('/api/queue')).json()).office)

  /** at sits down at a window. */
  async function at(page, window) {
    await go(page, `${place.at}/counter`)
    await page.getByLabel('窗口').fill(window)
  }

  /** devices stands in for what stands on the counter, and answers the pages of this place alone. */
  async function devices(...options) {
    const program = spawn('../bin/guangsha', ['devices', '--origins', place.at, ...options], { stdio: ['ignore', 'pipe', 'inherit'] })
    await new Promise((ok, no) => program.stdout.once('data', ok) && program.once('exit', no))
    return program
  }
  devices.end = (program) => new Promise((ok) => program.once('exit', ok) && program.kill())
  devices.anew = async (program, ...options) => {
    await devices.end(program)
    return devices(...options)
  }
})
