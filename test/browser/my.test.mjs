// A member signs in with a code that the gateway has taken, sees what is their own and who has looked at it, takes it away
// and leaves.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { alikeAtEvery } from './shots.mjs'
import { staff } from './people.mjs'
import { first, go, missing, unbarred, watched } from './place.mjs'

describe('what is one\'s own', { skip: missing('sqlite') || false }, () => {
  let place, enter
  before(async () => {
    place = await first(300)
    enter = await staff(place, { 'clk-1': 'clerk' })
  }, { timeout: 240_000 })
  after(() => place?.close())

  /** registered are the people whom the tables say that the centre moved in with. */
  function registered() {
    const dir = join(place.dir, 'tables')
    const at = readdirSync(dir, { recursive: true }).find((f) => f.endsWith('个人信息.csv'))
    const [head, ...rows] = readFileSync(join(dir, at), 'utf8').replace(/^\uFEFF/, '').trim().split(/\r?\n/).map((l) => l.split(','))
    const column = (...names) => head.findIndex((h) => names.includes(h))
    const [id, mobile] = [column('证件号码', 'ZJHM'), column('手机号码', 'SJHM')]
    return rows.filter((r) => r[id] && r[mobile]).map((r) => ({ idNo: r[id], mobile: r[mobile] }))
  }

  const wide = (text) => text.replace(/./g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))

  test('is seen with a code, and nothing else is', { timeout: 300_000 }, async () => {
    const [person, other] = registered()
    const clerk = await enter('clk-1')
    const search = async (number) => (await (await clerk.page.request.post(`${place.at}/api/members/search`, { data: { number }, headers: { Origin: place.at } })).json()).items
    const [{ no }] = await search(person.idNo)
    const [{ no: others }] = await search(other.idNo)
    await go(clerk.page, `${place.at}/members/${no}`)
    await clerk.close()

    const { page, wrong, close } = await watched(place, 390)
    await go(page, `${place.at}/my`)
    await page.getByRole('heading', { name: '缴存人登录' }).waitFor()
    await page.getByRole('button', { name: '获取验证码' }).waitFor()
    await unbarred(page)

    // What fits nobody is answered as what fits.
    await page.getByLabel('个人账号或公民身份号码').fill(person.idNo)
    await page.getByLabel('登记的手机号码').fill(other.mobile)
    await page.keyboard.press('Enter')
    await page.getByText('号码与登记相符的，验证码已发到手机').waitFor()
    await page.getByRole('button', { name: '重新获取' }).press('Enter')
    assert.equal(await page.evaluate(() => document.activeElement.closest('label')?.innerText.trim()), '个人账号或公民身份号码')
    await page.getByLabel('个人账号或公民身份号码').fill(wide(person.idNo))
    await page.getByLabel('登记的手机号码').fill(wide(person.mobile))
    await page.keyboard.press('Enter')
    await page.getByText('号码与登记相符的，验证码已发到手机').waitFor()
    await unbarred(page)
    await page.waitForFunction(() => document.activeElement?.getAttribute('autocomplete') === 'one-time-code')
    let sent = []
    for (let i = 0; i < 100 && !sent.length; i++) {
      sent = place.letters().filter((l) => l.includes('登录验证码'))
      if (!sent.length) await page.waitForTimeout(50)
    }
    assert.equal(sent.length, 1, 'a letter went to whom the numbers do not fit')
    assert.ok(sent[0].startsWith(`${person.mobile} `))
    const [, code] = sent[0].match(/验证码(\d{6})，/)
    await page.getByLabel('短信验证码').fill(code === '000000' ? '000001' : '000000')
    await page.keyboard.press('Enter')
    await page.getByText('验证码不正确，或已过期、已用过').waitFor()
    await page.getByLabel('短信验证码').fill(wide(code))
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '账户明细' }).waitFor()
    await page.getByText(no).first().waitFor()
    assert.doesNotMatch(await page.locator('main').innerText(), /\d{17}[\dX]|1\d{10}/, 'a number stands in clear')
    assert.doesNotMatch(page.url(), /\d{6}/)
    await unbarred(page)
    await alikeAtEvery(place.browser, page, 'my')

    const status = (path) => page.evaluate(async (path) => (await fetch(path)).status, path)
    assert.deepEqual([await status(`/api/my/accounts/${no}`), await status(`/api/my/accounts/${others}`), await status('/api/members')], [200, 404, 401])

    await page.getByRole('link', { name: '谁看过我的信息' }).click()
    const row = page.getByRole('region', { name: '谁看过我的信息' }).locator('tbody tr').first()
    await row.waitFor()
    const seen = await page.locator('main').innerText()
    assert.match(seen, /经办[^]+查看个人账户/)
    assert.doesNotMatch(seen, /clk-1/)
    await unbarred(page)
    await alikeAtEvery(place.browser, page, 'lookers')

    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '导出我的信息（xlsx）' }).click()])
    assert.equal(file.suggestedFilename(), '我的个人信息.xlsx')
    await page.getByRole('button', { name: '退出登录' }).click()
    await page.getByRole('button', { name: '获取验证码' }).waitFor()
    assert.equal(await status('/api/my'), 401)
    await go(page, `${place.at}/my/lookers`)
    await page.getByRole('heading', { name: '缴存人登录' }).waitFor()
    assert.deepEqual(wrong, [])
    await close()
  })
})
