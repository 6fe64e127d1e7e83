// A member signs in with a code that the gateway has taken, sees what is their own and who has looked at it, takes it away
// and leaves. Another one changes the mobile that the register has of them.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { alikeAtEvery } from './shots.mjs'
import { staff } from './people.mjs'
import { first, go, missing, quiet, unbarred, watched } from './place.mjs'

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

  /** letters waits until the gateway has taken so many that are as asked for. */
  async function letters(what, many) {
    for (let i = 0; ; i++) {
      const found = place.letters().filter((l) => what.test(l))
      if (found.length >= many || i > 100) return found
      await new Promise((ok) => setTimeout(ok, 50))
    }
  }
  const codeIn = (letter) => letter.match(/验证码(\d{6})，/)[1]
  const other = (code) => (code === '000000' ? '000001' : '000000')

  const wide = (text) => text.replace(/./g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))

  test('is seen with a code, and nothing else is', { timeout: 300_000 }, async () => {
    const [person, another] = registered()
    const clerk = await enter('clk-1')
    const search = async (number) => (await (await clerk.page.request.post(`${place.at}/api/members/search`, { data: { number }, headers: { Origin: place.at } })).json()).items
    const [{ no }] = await search(person.idNo)
    const [{ no: others }] = await search(another.idNo)
    await go(clerk.page, `${place.at}/members/${no}`)
    await clerk.close()

    const { page, wrong, close } = await watched(place, 390)
    await go(page, `${place.at}/my`)
    await page.getByRole('heading', { name: '缴存人登录' }).waitFor()
    await page.getByRole('button', { name: '获取验证码' }).waitFor()
    await unbarred(page)

    // What fits nobody is answered as what fits.
    await page.getByLabel('个人账号或公民身份号码').fill(person.idNo)
    await page.getByLabel('登记的手机号码').fill(another.mobile)
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
    const sent = await letters(/登录验证码/, 1)
    assert.equal(sent.length, 1, 'a letter went to whom the numbers do not fit')
    assert.ok(sent[0].startsWith(`${person.mobile} `))
    const code = codeIn(sent[0])
    await page.getByLabel('短信验证码').fill(other(code))
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

  test('is reached at another mobile, with a code to each number', { timeout: 300_000 }, async () => {
    const person = registered()[2]
    const fresh = '13900000001'
    const { page, wrong, close } = await watched(place, 390)
    await page.clock.install()
    await go(page, `${place.at}/my/sign-in`)
    await page.getByLabel('个人账号或公民身份号码').fill(person.idNo)
    await page.getByLabel('登记的手机号码').fill(person.mobile)
    await page.keyboard.press('Enter')
    await page.getByLabel('短信验证码').fill(codeIn((await letters(new RegExp(`^${person.mobile} .*登录验证码`), 1))[0]))
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '账户明细' }).waitFor()
    await quiet(page)

    const number = page.getByLabel('新的手机号码')
    const [old, new_] = ['现登记的号码', '新号码'].map((whose) => page.getByLabel(`${whose}收到的验证码`))
    const alert = page.getByRole('alert')
    const form = page.locator('main form')
    const focused = async (field) => page.waitForFunction((el) => el === document.activeElement, await field.elementHandle())
    await page.getByText('变更手机号码', { exact: true }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await focused(number)
    assert.equal(await number.getAttribute('inputmode'), 'tel')
    await page.keyboard.type('1390000')
    await page.keyboard.press('Enter')
    await alert.getByText('手机号码应为11位大陆手机号码').waitFor()
    await focused(number)
    assert.match(await page.evaluate((id) => document.getElementById(id).innerText, await number.getAttribute('aria-describedby')), /11位/)
    await unbarred(page)
    await number.fill(person.mobile)
    await page.keyboard.press('Enter')
    await alert.getByText('这就是现在登记的手机号码').waitFor()

    await number.fill(wide(fresh))
    await page.keyboard.press('Enter')
    await focused(old)
    assert.match(await form.innerText(), /1\d\d\*+\d{4} 和新号码 13900000001，\d+ 分钟内有效/)
    assert.equal(await alert.count(), 0)
    await alikeAtEvery(place.browser, page, 'my-mobile', page.locator('main details'))
    const [one, two] = ['', ''].map(() => new Map())
    for (const l of await letters(/变更公积金登记手机号码/, 2)) one.set(l.split(' ')[0], codeIn(l))
    assert.deepEqual([...one.keys()].sort(), [person.mobile, fresh].sort())
    await page.keyboard.type(one.get(person.mobile))
    await page.keyboard.press('Tab')
    await page.keyboard.type(other(one.get(fresh)))
    await page.keyboard.press('Enter')
    await alert.getByText('验证码不正确，或已过期、已用过').waitFor()
    await focused(old)
    assert.equal(await page.evaluate(() => getSelection().toString()), one.get(person.mobile), 'what one corrects is not chosen')
    await unbarred(page)

    // Codes whose time is over are said to be; one goes back to the number, and asks again.
    await page.clock.fastForward('30:00')
    await form.getByText('验证码已过有效时间').waitFor()
    await page.getByRole('button', { name: '改新号码' }).press('Enter')
    await focused(number)
    assert.equal(await number.inputValue(), fresh)
    await page.keyboard.press('Enter')
    await focused(old)
    assert.equal(await form.getByText('验证码已过有效时间').count(), 0)
    for (const l of (await letters(/变更公积金登记手机号码/, 4)).slice(2)) two.set(l.split(' ')[0], codeIn(l))
    await page.keyboard.type(two.get(person.mobile))
    await new_.fill(wide(two.get(fresh)))
    await page.keyboard.press('Enter')
    const told = page.getByText('登记的手机号码已变更，现在是')
    await told.waitFor()
    await focused(told)
    assert.match(await told.innerText(), /139\*+0001/)
    assert.match(await page.locator('.facts').innerText(), /139\*+0001/)
    assert.doesNotMatch(await page.locator('main').innerText(), /1\d{10}/, 'a number stands in clear')
    await unbarred(page)

    // The session that began with it holds. Whoever has had as many codes as they may is told, and keeps the last ones.
    await go(page, `${place.at}/my`)
    await page.getByText('变更手机号码', { exact: true }).press('Enter')
    await number.fill('13900000002')
    await page.keyboard.press('Enter')
    for (let i = 0; i < 20 && !(await alert.count()); i++) {
      await focused(old)
      await page.getByRole('button', { name: '重新获取' }).press('Enter')
      await quiet(page)
    }
    await alert.getByText('验证码获取次数已满').waitFor()
    await alert.getByText('到柜面办理').waitFor()
    await focused(old)
    await unbarred(page)
    assert.deepEqual(wrong, [])
    await close()
  })
})
