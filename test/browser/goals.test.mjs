// A goal table is looked at when its file is chosen, before anything is registered: what cannot be tested, what would
// measure it, and what earlier years came to.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { readFileSync } from 'node:fs'
import { enrol, signIn, staff, unbarred } from './people.mjs'
import { first, go, missing, root, watched } from './place.mjs'

const goal = readFileSync(`${root}internal/evaluation/testdata/clean.txt`, 'utf8')

describe('a goal', { skip: missing('sqlite') || false }, () => {
  let place
  before(async () => (place = await first()), { timeout: 60_000 })
  after(() => place?.close())

  test('is looked at before it is registered', { timeout: 180_000 }, async () => {
    const slips = await staff(place, { 'ana-1': 'analyst' })
    const { page, wrong, close } = await watched(place)
    await signIn(page, place, 'ana-1', await enrol(page, place, slips['ana-1']), /绩效自评表/)
    await go(page, `${place.at}/projects`)
    await page.getByText('登记批复的绩效目标').click()
    const file = page.getByLabel(/绩效目标表/)
    await file.setInputFiles({ name: '空.txt', mimeType: 'text/plain', buffer: Buffer.from('没有表') })
    await page.getByRole('alert').waitFor()
    await file.setInputFiles({ name: '目标.txt', mimeType: 'text/plain', buffer: Buffer.from(goal.replace('\t6场\t', '\t若干\t')) })
    const rows = page.getByRole('region', { name: '逐行建议' })
    await rows.getByText('“若干”没有可检验的数').waitFor()
    assert.equal(await page.getByRole('alert').count(), 0, 'the refusal of another file stays')
    await rows.getByText('能检验', { exact: true }).first().waitFor()
    await unbarred(page)
    await page.getByText('还没有项目').waitFor()
    assert.deepEqual(wrong.filter((w) => !/422/.test(w)), [])
    await close()
  })
})
