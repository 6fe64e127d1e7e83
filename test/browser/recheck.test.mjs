// The finance bureau rechecks a table: what it accepts of a row stands beside the table, with who says so and why.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { readFileSync } from 'node:fs'
import { staff } from './people.mjs'
import { first, go, missing, root, unbarred } from './place.mjs'

const goal = readFileSync(`${root}internal/evaluation/testdata/clean.txt`, 'utf8')

describe('a recheck', { skip: missing('sqlite') || false }, () => {
  let place
  before(async () => (place = await first()), { timeout: 60_000 })
  after(() => place?.close())

  test('is registered row by row', { timeout: 240_000 }, async () => {
    const enter = await staff(place, { 'ana-1': 'analyst', 'lead-1': 'evaluation-lead' })
    const analyst = await enter('ana-1')
    const lead = await enter('lead-1')
    const id = await submitted(analyst.page, lead.page)

    const { page } = analyst
    await go(page, `${place.at}/projects/${id}`)
    await page.getByRole('button', { name: '登记财政复核' }).click()
    await page.getByLabel('文号').fill('示例财绩〔2025〕1号')
    await page.getByLabel('复核人').fill('示例市财政局甲')
    await page.getByLabel('第1行，财政认定得分').fill('900')
    await page.getByLabel('第1行，认定依据').fill('现场核对签到表，有记录的为4场')
    await unbarred(page)
    await page.getByRole('button', { name: '确定登记财政复核' }).click()
    await page.getByText('认定得分“900”应在0与').waitFor()
    await page.getByLabel('第1行，财政认定得分').fill('2.5')
    await page.getByRole('button', { name: '确定登记财政复核' }).click()
    await page.getByText('已办：登记财政复核').waitFor()
    const entry = page.getByRole('listitem').filter({ hasText: '财政复核认定' })
    await entry.getByText('示例市财政局甲').waitFor()
    await entry.getByText('现场核对签到表').waitFor()
    await unbarred(page)
    assert.deepEqual([...analyst.wrong.filter((w) => !/422/.test(w)), ...lead.wrong], [])
    await analyst.close()
    await lead.close()
  })

  /** submitted takes a project as far as the bureau, by the requests that the pages make. */
  async function submitted(analyst, lead) {
    const ask = (page, method, path, body) =>
      page.evaluate(async ([method, path, body]) => {
        const headers = { 'Content-Type': typeof body === 'string' ? 'application/octet-stream' : 'application/json' }
        const r = await fetch(path, method === 'GET' ? {} : { method, headers, body: typeof body === 'string' ? body : JSON.stringify(body) })
        if (!r.ok) throw new Error(`${path}: ${await r.text()}`)
        return r.json()
      }, [method, path, body])
    const key = () => crypto.randomUUID()
    const { id } = await ask(analyst, 'POST', `/api/projects?key=${key()}&kind=1&name=a.txt&document=${encodeURIComponent('示例财预〔2024〕8号')}`, goal)
    const at = `/api/projects/${id}`
    const { table } = await ask(analyst, 'GET', at)
    const edits = table.rows.flatMap((r) => [
      { row: r.no, column: 'actual', text: r.target }, { row: r.no, column: 'score', text: String(r.weight) }])
    await ask(analyst, 'POST', `${at}/write`, { key: key(), base: 1, edits })
    const now = await ask(analyst, 'GET', at)
    for (const f of now.table.findings.filter((f) => f.severity === 'error' && !f.kept)) {
      await ask(analyst, 'POST', `${at}/explain`, { key: key(), version: now.item.version, check: f.id, row: f.row, text: '依据示例文件第3条如实填报，年中口径有变' })
    }
    await ask(lead, 'POST', `${at}/review`, { key: key(), text: '经审核，同意报送' })
    await ask(analyst, 'POST', `${at}/proceed`, { key: key(), to: 'submitted', text: '印章送审，扫描件随后补齐' })
    return id
  }
})
