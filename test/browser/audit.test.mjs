// Somebody sees a person's numbers in full for a reason, and the audit administrator finds it in the log and verifies it.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { alikeAtEvery } from './shots.mjs'
import { enrol, idNo, setUp, signIn } from './people.mjs'
import { first, missing, unbarred, watched } from './place.mjs'

describe('the audit log', { skip: missing('sqlite') || false }, () => {
  let place
  before(async () => (place = await first(300)), { timeout: 120_000 })
  after(() => place?.close())

  test('from numbers in full to the log that says who saw them and why', { timeout: 240_000 }, async () => {
    const { page, wrong, close } = await watched(place)
    const slips = await setUp(page, place)
    const secrets = {}
    for (const code of ['sec-1', 'sys-1', 'aud-1']) secrets[code] = await enrol(page, place, slips.find((s) => s[0] === code))
    const half = await hired()
    secrets['rev-1'] = await enrol(page, place, ['rev-1', half.security, half.systems])

    await signIn(page, place, 'rev-1', secrets['rev-1'], '个人账户')
    const link = page.locator('tbody th a').first()
    const no = (await link.textContent()).trim()
    await link.click()
    await page.getByRole('button', { name: '查看明文' }).click()
    await unbarred(page)
    const ask = page.getByRole('button', { name: '查看', exact: true })
    await page.getByLabel('事由').selectOption('identify')
    await page.getByLabel('说明').fill('打电话 13900001234')
    await ask.click()
    await page.getByText('请不要写证件号码').waitFor()
    await page.getByLabel('说明').fill('本人在柜台办理提取')
    await ask.click()
    const shown = page.locator('p.plain')
    await shown.waitFor()
    assert.match(await shown.textContent(), /\d{17}[\dX]/)
    await unbarred(page)
    const [number] = (await shown.textContent()).match(/\d{17}[\dX]/)
    await page.getByRole('link', { name: '个人账户' }).first().click()
    await page.getByRole('heading', { name: '个人账户' }).waitFor()
    const wide = number.replace(/./g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))
    await page.getByLabel('账号、证件号或手机号').fill(`${wide.slice(0, 6)} ${wide.slice(6)}`)
    await page.getByRole('button', { name: '查询' }).click()
    const found = page.getByRole('region', { name: '个人账户' }).locator('tbody th')
    await found.nth(1).waitFor({ state: 'detached' })
    assert.equal((await found.textContent()).trim(), no, 'the whole number finds whose it is')
    assert.doesNotMatch(page.url(), /\d{6}/)
    await page.goBack()
    await page.getByRole('button', { name: '查看明文' }).waitFor()
    assert.doesNotMatch(await page.locator('main').textContent(), /\d{17}[\dX]/, 'the number stayed when the page was left')
    await leave()

    await signIn(page, place, 'aud-1', secrets['aud-1'])
    await page.getByRole('link', { name: '查看明文的记录' }).click()
    const row = page.getByRole('region', { name: '查看明文的记录' }).locator('tbody tr').first()
    await row.waitFor()
    assert.match(await row.textContent(), new RegExp(`rev-1.*${no}.*核对来办事的本人身份.*本人在柜台办理提取`))
    assert.equal(await page.getByRole('region', { name: '查看明文的记录' }).locator('tbody tr').count(), 1, 'what was refused is in the list')
    await unbarred(page)
    await alikeAtEvery(place.browser, page, 'unmaskings')

    await page.getByRole('link', { name: '审计日志' }).click()
    await page.getByText('封存正常').waitFor()
    await page.locator('main tbody tr').first().waitFor()
    await alikeAtEvery(place.browser, page, 'audit')
    await page.getByRole('textbox', { name: '人员' }).fill('rev-1')
    await page.getByLabel('做了什么').selectOption('member.viewed')
    await page.getByRole('button', { name: '查询' }).click()
    await page.getByRole('cell', { name: '查看个人账户', exact: true }).first().waitFor()
    await page.getByRole('button', { name: '核验' }).click()
    await page.getByText('核验相符。').waitFor()
    assert.match(await page.locator('.result').textContent(), /重算 [\d,]+ 环.*比对检查点 \d+ 个/)
    await unbarred(page)

    await page.goto(`${place.at}/api/docs`)
    await page.getByRole('heading', { name: '通则' }).waitFor()
    await unbarred(page)
    assert.deepEqual(wrong, [])
    await close()

    /** hired brings in a reviewer and gives both halves of the slip. */
    async function hired() {
      await signIn(page, place, 'sec-1', secrets['sec-1'])
      await page.getByText('拟定变动').click()
      await page.getByLabel('工号', { exact: true }).fill('rev-1')
      await page.getByLabel('姓名').fill('示例复核')
      await page.getByLabel('公民身份号码').fill(idNo(9))
      await page.getByLabel('所在机构').selectOption('01')
      await page.getByLabel('岗位').selectOption('reviewer')
      await page.getByRole('button', { name: '拟定' }).click()
      await page.getByText('已拟定').waitFor()
      const other = await watched(place)
      await signIn(other.page, place, 'sys-1', secrets['sys-1'])
      await other.page.getByRole('button', { name: '确认' }).click()
      await other.page.getByText('已生效').waitFor()
      const systems = await slip(other.page)
      assert.deepEqual(other.wrong, [])
      await other.close()
      await page.reload({ waitUntil: 'networkidle' })
      const security = await slip(page)
      await leave()
      return { security, systems }
    }

    async function slip(page) {
      await page.getByRole('row', { name: /^rev-1/ }).getByRole('button', { name: '开凭条' }).click()
      const said = page.getByText('的登记凭条')
      await said.waitFor()
      return (await said.textContent()).split('：').pop().trim()
    }

    async function leave() {
      await page.getByRole('button', { name: '退出' }).click()
      await page.getByRole('heading', { name: '登录' }).waitFor()
    }
  })
})
