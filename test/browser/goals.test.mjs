// A goal table is looked at when its file is chosen, before anything is registered: what cannot be tested, what would
// measure it, and what earlier years came to.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { staff } from './people.mjs'
import { first, go, missing, root, unbarred } from './place.mjs'

const goal = readFileSync(`${root}internal/evaluation/testdata/clean.txt`, 'utf8')

describe('a goal', { skip: missing('sqlite') || false }, () => {
  let place
  before(async () => (place = await first()), { timeout: 60_000 })
  after(() => place?.close())

  test('is looked at before it is registered', { timeout: 180_000 }, async () => {
    const enter = await staff(place, { 'ana-1': 'analyst' })
    const { page, wrong, close } = await enter('ana-1')
    await go(page, `${place.at}/projects`)
    await page.getByText('登记批复的绩效目标').click()
    const file = page.getByLabel(/绩效目标表/)
    await file.setInputFiles({ name: '空.txt', mimeType: 'text/plain', buffer: Buffer.from('没有表') })
    await page.getByRole('alert').waitFor()
    await file.setInputFiles({ name: '目标.txt', mimeType: 'text/plain', buffer: Buffer.from(goal.replace('\t6场\t', '\t若干\t')) })
    const rows = page.getByRole('region', { name: '逐行建议' })
    await rows.getByText('“若干”没有可检验的数').waitFor()
    const wrongs = page.getByRole('alert').filter({ hasText: '更正以前不能登记' })
    await wrongs.getByText('“若干”没有可检验的数').waitFor()
    await page.getByLabel('批复文号').fill('示例财预〔2024〕8号')
    await page.getByRole('button', { name: '登记', exact: true }).click()
    await page.getByText('没有写入任何内容').waitFor()
    await file.setInputFiles({ name: '目标.txt', mimeType: 'text/plain', buffer: Buffer.from(goal) })
    await wrongs.waitFor({ state: 'detached' })
    await rows.getByText('能检验', { exact: true }).first().waitFor()
    await unbarred(page)
    await page.getByText('还没有项目').waitFor()
    // What is only doubted is registered, and told once more.
    await file.setInputFiles({ name: '目标.txt', mimeType: 'text/plain', buffer: Buffer.from(goal.replace('\t6场\t', '\t6\t')) })
    await page.getByRole('button', { name: '登记', exact: true }).click()
    const told = page.getByRole('status').filter({ hasText: '绩效目标已登记。还有' })
    await told.getByText('没有计量单位').waitFor()
    // What was registered on this page is what the commands compute from.
    const table = JSON.parse(execFileSync(`${root}bin/guangsha`, ['evaluation', 'compute', '--year', '2024', '--json', '--data', place.dir], { encoding: 'utf8' }))
    assert.equal(table.tables.length, 1)
    assert.equal(table.tables[0].rows[0].target, '6')
    assert.deepEqual(wrong.filter((w) => !/422/.test(w)), [])
    await close()
  })
})
