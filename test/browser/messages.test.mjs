// What people are told of, and what did not arrive: it is found, sent again, and closed with a reason.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { staff } from './people.mjs'
import { first, go, missing, unbarred } from './place.mjs'

describe('the messages', { skip: missing('sqlite') || false }, () => {
  let place
  const people = [] // in the order of their file; every second one has no mobile number
  before(async () => (place = await first(150, { change: silence, awake: true })), { timeout: 300_000 })
  after(() => place?.close())

  let clerk, approver, lead
  before(async () => {
    const enter = await staff(place, { 'clk-1': 'clerk', 'app-1': 'approver', 'rev-1': 'reviewer' })
    clerk = await enter('clk-1')
    approver = await enter('app-1')
    lead = await enter('rev-1')
  }, { timeout: 300_000 })

  test('what did not arrive is found, sent again and closed', { timeout: 300_000 }, async () => {
    const { page, wrong } = lead
    await go(page, `${place.at}/messages`)
    await page.getByText('还没有消息').waitFor()
    await fits(page)
    await paid((p) => p.mobile)
    await paid((p) => !p.mobile)
    const row = page.getByRole('row', { name: /没有可用的手机号码/ })
    await again(page, row)
    assert.equal(await page.locator('[aria-label="消息"] tbody tr').count(), 2)
    const told = page.locator('[aria-label="消息"] tbody tr').filter({ hasNotText: '没有可用' })
    await told.getByText(/【示例公积金】.*提取/).waitFor()
    await told.getByText('已送达').waitFor()
    assert.equal(await told.getByRole('button').count(), 0, 'what is no dead letter may be sent again')
    await page.getByRole('button', { name: '未送达' }).click()
    await told.waitFor({ state: 'detached' }) // until then the rows of before stand
    await row.waitFor()
    assert.equal(await page.locator('[aria-label="消息"] tbody tr').count(), 1)
    assert.match(page.url(), /state=5/)
    await page.getByRole('search').getByLabel('模板').selectOption('loan.disbursed')
    await page.getByRole('button', { name: '查询', exact: true }).click()
    await page.getByText('没有符合条件的消息。').waitFor()
    await page.getByRole('search').getByLabel('模板').selectOption('withdrawal.paid')
    await page.getByRole('button', { name: '查询', exact: true }).click()
    await row.getByRole('button', { name: '重新发送' }).click()
    await page.getByText('已排队重新发送。').waitFor()
    await again(page, row) // there is still no number
    await row.getByRole('button', { name: '关闭' }).click()
    await page.getByLabel('关闭的原因').fill('已电话告知<b>')
    await fits(page)
    await page.getByRole('button', { name: '关闭这条消息' }).click()
    await page.getByText('已关闭。').waitFor()
    await page.getByText('没有符合条件的消息。').waitFor()
    await go(page, `${place.at}/messages`)
    await page.getByText('rev-1关闭：已电话告知<b>').waitFor()
    assert.deepEqual([...wrong, ...clerk.wrong, ...approver.wrong], [])
  })

  test('whoever may only read sees the templates, and no button', { timeout: 120_000 }, async () => {
    const { page, wrong } = clerk
    for (const width of [390, 1440]) {
      await page.setViewportSize({ width, height: 900 })
      await go(page, `${place.at}/messages`)
      await page.getByRole('rowheader', { name: '提取到账' }).last().waitFor()
      await page.getByText('短信网关还没有接入').waitFor()
      assert.equal(await page.getByRole('button', { name: '重新发送' }).count(), 0)
      await fits(page)
      if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/messages-${width}.png`, fullPage: true })
    }
    assert.deepEqual(wrong, [])
  })

  /** silence takes every second person's mobile number out of the tables that the centre begins with. */
  function silence(tables) {
    const at = join(tables, readdirSync(tables, { recursive: true }).find((f) => f.endsWith('个人信息.csv')))
    const [head, ...rows] = readFileSync(at, 'utf8').trim().split(/\r?\n/).map((l) => l.split(','))
    const column = (...names) => head.findIndex((h) => names.includes(h.replace(/^\uFEFF/, '')))
    const [name, id, mobile] = [column('姓名', 'XM', 'XingMing'), column('证件号码', 'ZJHM'), column('手机号码', 'SJHM')]
    rows.forEach((row, i) => {
      if (i % 2) row[mobile] = ''
      people.push({ name: row[name], idNo: row[id], mobile: row[mobile] })
    })
    writeFileSync(at, [head, ...rows].map((l) => l.join(',')).join('\n') + '\n')
  }

  /** fits wants a page to be no wider than its window, and to bar nobody out. */
  async function fits(page) {
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth > 1), false, 'wider than the window')
    await unbarred(page)
  }

  /**
   * again opens the list until it has a row. It opens it at least once: what stands there was read before, and a list
   * keeps its rows while it is read anew.
   */
  async function again(page, row) {
    for (let i = 0; i < 60; i++) {
      await go(page, page.url())
      if (await row.count()) return
      await page.waitForTimeout(1000)
    }
    assert.fail('the row never came')
  }

  /** answer asks the server as whoever is signed in on a page. */
  async function answer(page, path, body, type = 'application/json') {
    const [status, said] = await page.evaluate(async ([path, body, type]) => {
      const sent = type === 'application/json' ? JSON.stringify(body) : Uint8Array.from(atob(body ?? ''), (c) => c.charCodeAt(0))
      const r = await fetch(path, body && { method: 'POST', headers: { 'Content-Type': type }, body: sent })
      return [r.status, await r.json()]
    }, [path, body, type])
    if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(said)}`)
    return said
  }

  /** paid takes a withdrawal in for the first person of a kind who may have one, and pays it. */
  async function paid(kind) {
    const scan = await clerk.page.evaluate(() => Object.assign(document.createElement('canvas'), { width: 300, height: 200 }).toDataURL('image/png').split(',')[1])
    const { openDay } = await answer(clerk.page, '/api/centre')
    for (const one of people.filter(kind)) {
      const found = (await answer(clerk.page, '/api/members/search', { name: one.name })).items ?? []
      if (found.length !== 1 || found[0].balance <= 1_000_00 || found[0].stateName !== '正常') continue
      const { no } = found[0]
      const item = `/api/members/${no}/items/withdrawal.rent`
      for (const m of (await answer(clerk.page, item)).item.materials.filter((m) => m.code !== 'signature')) {
        const about = new URLSearchParams({ key: crypto.randomUUID(), material: m.code, name: '示例.png', type: 'image/png', draft: no })
        await answer(clerk.page, `${item}/materials?${about}`, scan, 'application/octet-stream')
      }
      const { number } = await answer(clerk.page, '/api/counter/cases', { key: crypto.randomUUID(), item: 'withdrawal.rent', member: no,
        idNo: one.idNo, draft: no, typed: { amount: '100', from: openDay.slice(0, 7), months: '1', monthly: '9000', income: '8000', children: '0', public: 'no', no_home: 'yes' } })
      const { seen, stepCode } = await answer(approver.page, `/api/cases/${number}`)
      await answer(approver.page, `/api/cases/${number}/act`, { key: crypto.randomUUID(), seen, act: 'advance', step: stepCode, words: '',
        typed: { serial: `SL-${no}` }, to: '', stars: 0, materials: [] })
      return
    }
    throw new Error('nobody may withdraw')
  }
})
