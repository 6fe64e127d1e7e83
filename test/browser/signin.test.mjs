// A centre begins with nobody: the set-up code makes three administrators, who enrol and sign in, and two of them bring a
// clerk in.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { alikeAtEvery } from './shots.mjs'
import { enrol, idNo, setUp, signIn, staff } from './people.mjs'
import { first, go, missing, unbarred, watched } from './place.mjs'

/** dayIn is the day in a zone as dates are written. */
const dayIn = (zone) => new Date().toLocaleDateString('sv', { timeZone: zone })
const centres = 'Asia/Shanghai'
/** elsewhere is a zone where it is another day than at the centre, at any hour. */
const elsewhere = ['Etc/GMT+12', 'Pacific/Kiritimati'].find((zone) => dayIn(zone) !== dayIn(centres))

describe('signing in', { skip: missing('sqlite') || false }, () => {
  let place
  before(async () => (place = await first()), { timeout: 60_000 })
  after(() => place?.close())

  test('from the set-up code to a clerk who came in by two administrators', { timeout: 180_000 }, async () => {
    const { page, wrong, close } = await watched(place, 1440, elsewhere)
    const slips = await setUp(page, place)
    const secrets = {}
    for (const code of ['sec-1', 'sys-1']) secrets[code] = await enrol(page, place, slips.find((s) => s[0] === code))

    await signIn(page, place, 'sec-1', secrets['sec-1'])
    await page.getByText('拟定变动').click()
    await page.getByLabel('工号', { exact: true }).fill('clerk-1')
    await page.getByLabel('姓名').fill('示例职员')
    await page.getByLabel('公民身份号码').fill(idNo(9))
    await page.getByLabel('所在机构').selectOption('01')
    await page.getByLabel('岗位').selectOption('clerk')
    assert.equal(await page.getByLabel('生效日').inputValue(), dayIn(centres), 'a change begins on another day than the centre has')
    await page.getByRole('button', { name: '拟定' }).click()
    await page.getByText('已拟定').waitFor()
    assert.equal(await page.getByRole('button', { name: '确认' }).count(), 0, 'who proposed may confirm')
    await unbarred(page)
    await page.getByRole('button', { name: '退出' }).click()
    await page.getByRole('heading', { name: '登录' }).waitFor()

    await signIn(page, place, 'sys-1', secrets['sys-1'])
    await page.getByRole('button', { name: '确认' }).click()
    await page.getByText('已生效').waitFor()
    await page.getByRole('rowheader', { name: 'clerk-1' }).first().waitFor()
    await go(page, `${place.at}/passkeys`)
    await alikeAtEvery(place.browser, page, 'passkeys')
    assert.deepEqual(wrong, [])
    await close()
  })
})

describe('standing in', { skip: missing('sqlite') || false }, () => {
  let place
  before(async () => (place = await first()), { timeout: 60_000 })
  after(() => place?.close())

  test('one administrator proposes a cover, another confirms it, everybody sees who stands in, and it is ended', { timeout: 180_000 }, async () => {
    const enter = await staff(place, { 'clerk-1': 'clerk@01', 'clerk-2': 'clerk@02', 'sec-2': 'security-admin', 'sys-2': 'systems-admin' })
    const proposes = await enter('sec-2')
    let { page } = proposes
    await go(page, `${place.at}/people`)
    await page.getByText('拟定变动').click()
    await page.getByLabel(/^变动/).selectOption('3')
    await page.getByLabel('工号', { exact: true }).fill('clerk-1')
    await page.getByLabel('被代岗人员的工号').fill('clerk-2')
    const { today } = await (await page.request.get(`${place.at}/api/me`)).json()
    const last = new Date(Date.parse(today) + 3 * 86_400_000).toISOString().slice(0, 10)
    await page.getByLabel('最后一日').fill(last)
    await page.getByLabel('最后一日').press('Tab')
    await page.getByLabel('事由').fill('年休假')
    await unbarred(page)
    await page.getByRole('button', { name: '拟定' }).click()
    await page.getByText('已拟定').waitFor()
    const waiting = page.getByRole('region', { name: '待确认的变动' })
    assert.match(await waiting.innerText(), new RegExp(`clerk-1\\s+代岗，代 clerk-2[^]+${today} 至 ${last}\\s+年休假`))
    assert.equal(await page.getByRole('button', { name: '确认' }).count(), 0, 'who proposed may confirm')
    assert.deepEqual(proposes.wrong, [])
    await proposes.close()

    const confirms = await enter('sys-2')
    page = confirms.page
    await go(page, `${place.at}/people`)
    await page.getByRole('button', { name: '确认' }).click()
    await page.getByText('已生效').waitFor()
    const covers = page.getByRole('region', { name: '代岗', exact: true })
    assert.match(await covers.innerText(), new RegExp(`clerk-1\\s+clerk-2\\s+经办（[^）]+）\\s+${today} 至 ${last}\\s+代岗中`))
    await unbarred(page)
    await page.getByRole('button', { name: '结束代岗' }).click()
    await page.getByText('clerk-1 代 clerk-2 的岗已结束').waitFor()
    await covers.waitFor({ state: 'detached' })
    assert.deepEqual(confirms.wrong, [])
    await confirms.close()
  })
})
