// A request comes to the counter and goes its way in the browser: what is known is filled in, everything that speaks
// against it is named at once, one accepts it and another pays it.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { enrol, signIn, staff, unbarred } from './people.mjs'
import { first, go, missing, watched } from './place.mjs'

describe('the counter', { skip: missing('sqlite') || false }, () => {
  let place
  before(async () => (place = await first(300)), { timeout: 180_000 })
  after(() => place?.close())

  test('takes a withdrawal in, and another pays it', { timeout: 300_000 }, async () => {
    const slips = await staff(place, { 'clk-1': 'clerk', 'app-1': 'approver' })
    const clerk = await watched(place)
    await signIn(clerk.page, place, 'clk-1', await enrol(clerk.page, place, slips['clk-1']), '个人账户')
    const approver = await watched(place)
    await signIn(approver.page, place, 'app-1', await enrol(approver.page, place, slips['app-1']), '个人账户')

    const person = await someone(clerk.page)
    const before = await balance(clerk.page, person.no)
    const address = await accepted(clerk.page, person)
    await corrected(clerk.page)
    assert.equal(await clerk.page.getByRole('button', { name: '审批并付款' }).count(), 0, 'who accepts may pay')
    await clerk.page.getByText('审批并付款：没有').waitFor()
    await paid(approver.page, address)
    assert.equal(before - (await balance(clerk.page, person.no)), 100_00, 'what left the account')
    await rated(clerk.page, address)
    assert.deepEqual([...clerk.wrong, ...approver.wrong], [])
    await clerk.close()
    await approver.close()
  })

  /** answer asks the server as whoever is signed in on a page. */
  const answer = (page, path, body) =>
    page.evaluate(async ([path, body]) => (await fetch(path, body && { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })).json(), [path, body])

  /** someone is a member of the clerk's office with money, and the identity card that they brought. */
  async function someone(page) {
    const dir = join(place.dir, 'tables')
    const at = readdirSync(dir, { recursive: true }).find((f) => f.endsWith('个人信息.csv'))
    const [head, ...rows] = readFileSync(join(dir, at), 'utf8').replace(/^\uFEFF/, '').trim().split(/\r?\n/).map((l) => l.split(','))
    const column = (...names) => head.findIndex((h) => names.includes(h))
    const [name, id] = [column('姓名', 'XM', 'XingMing'), column('证件号码', 'ZJHM')]
    for (const row of rows) {
      const found = (await answer(page, '/api/members/search', { name: row[name] })).items ?? []
      if (found.length === 1 && found[0].balance > 1_000_00 && found[0].stateName === '正常') return { no: found[0].no, idNo: row[id] }
    }
    throw new Error('nobody has money')
  }

  const balance = async (page, no) => (await answer(page, `/api/members/${no}`)).balance

  /** accepted lays the item out, has everything that is wrong with it named, mends it, and gives the case's address. */
  async function accepted(page, person) {
    await go(page, `${place.at}/counter`)
    await page.getByLabel('个人账号').fill(person.no)
    await page.getByLabel('申请人证件号码').fill(person.idNo)
    await page.getByLabel('事项').selectOption('withdrawal.rent')
    await page.getByRole('button', { name: '打开办事单' }).click()
    await page.getByText('可提取余额', { exact: true }).waitFor()
    await page.getByText('收款银行卡', { exact: true }).waitFor()
    await unbarred(page)
    const today = (await answer(page, '/api/centre')).openDay
    for (const [label, value] of [['提取金额（元）', '900000000'], ['房租所属首月', today.slice(0, 7)], ['月数', '1'], ['月租金（元）', '9000'], ['家庭月工资收入（元）', '8000'], ['未成年子女数', '0']]) {
      await page.getByLabel(label, { exact: false }).first().fill(value)
    }
    await page.getByLabel('承租公共租赁住房').selectOption('no')
    await page.getByLabel(/无自有住房/).selectOption('no')
    await page.getByRole('button', { name: '预检' }).click()
    await page.getByText('一次告知').last().waitFor()
    await page.getByText('家庭在本地有自有住房').waitFor()
    await unbarred(page)
    await page.getByLabel(/无自有住房/).selectOption('yes')
    await page.getByLabel('提取金额（元）').fill('100')
    await page.getByRole('button', { name: '预检' }).click()
    await page.getByText('预检通过').waitFor()
    await page.getByRole('button', { name: '受理', exact: true }).click()
    await page.getByRole('heading', { name: /租房提取/, level: 1 }).waitFor()
    await unbarred(page)
    return page.url()
  }

  /** corrected stops the clock and lets it go on. */
  async function corrected(page) {
    await page.getByRole('button', { name: '要求补正' }).click()
    await page.getByLabel('需补正的全部内容').fill('请补交示例租金支付凭证')
    await page.getByRole('button', { name: '确定要求补正' }).click()
    await page.getByText('起停表').waitFor()
    await page.getByRole('button', { name: '补正完成' }).click()
    await page.getByRole('button', { name: '确定补正完成' }).click()
    await page.getByText('已办：补正完成').waitFor()
  }

  /** paid finds the case on the list of what waits for the approver, and pays it. */
  async function paid(page, address) {
    await go(page, `${place.at}/cases`)
    await page.getByRole('button', { name: '等我办理' }).click()
    await page.getByRole('link', { name: address.split('/').at(-1) }).waitFor()
    await unbarred(page)
    await page.getByRole('link', { name: address.split('/').at(-1) }).click()
    await page.getByRole('button', { name: '审批并付款' }).click()
    await page.getByLabel('付款的银行流水号').fill('SL-0001')
    await unbarred(page)
    await page.getByRole('button', { name: '确定审批并付款' }).click()
    await page.getByText('准予提取，付出本金100.00元').waitFor()
    assert.equal(await page.getByRole('button', { name: '审批并付款' }).count(), 0, 'what is paid may be paid again')
  }

  async function rated(page, address) {
    await go(page, address)
    await page.getByText('已办结').first().waitFor()
    await page.getByRole('button', { name: '评价', exact: true }).click()
    await page.getByLabel(/^评价/).selectOption('5')
    await page.getByRole('button', { name: '确定评价' }).click()
    await page.getByText('非常满意').first().waitFor()
    await unbarred(page)
  }
})
