import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { go, missing, open, unbarred, watched } from './place.mjs'

// What an officer may try in the demonstration: one thing is entered into its books, and an open table changes.
for (const engine of ['sqlite', 'postgres']) {
  describe(`a visitor's change on ${engine}`, { skip: missing(engine) || false }, () => {
    let place
    before(async () => (place = await open(engine)), { timeout: 180_000 })
    after(() => place?.close())

    test('a survey is entered on the page of a table, and its cell changes by itself', { timeout: 120_000 }, async () => {
      const { page, wrong, close } = await watched(place)
      await go(page, `${place.at}/tables/2`)
      const cell = page.locator('main tbody tr').filter({ hasText: '满意度' }).locator('td.ours').first()
      const before = (await cell.innerText()).trim()
      await page.getByText('在示例账上记一笔').click()
      await unbarred(page, 'the form of a change')
      assert.match(await page.getByLabel('调查专题').innerText(), /贷款职工/)
      // What cannot be is refused in a sentence, and nothing changes.
      await page.getByLabel('有效问卷（份）').fill('10')
      await page.getByLabel('其中满意（份）').fill('11')
      await page.getByRole('button', { name: '记入示例账' }).click()
      await page.getByText('合计多于有效问卷10份').waitFor()
      for (const bad of ['', '-1', '1e3', '１２x', '9999999']) {
        await page.getByLabel('其中满意（份）').fill(bad)
        if (bad.length < 7) assert.equal(await page.getByRole('button', { name: '记入示例账' }).isDisabled(), true, bad)
      }
      assert.equal((await cell.innerText()).trim(), before)
      await page.getByLabel('有效问卷（份）').fill('100')
      await page.getByLabel('其中满意（份）').fill('0')
      await page.getByRole('button', { name: '记入示例账' }).click()
      await page.getByText('已在示例账上登记有效问卷 100 份').waitFor()
      await page.waitForFunction((b) => [...document.querySelectorAll('td.ours .was')].some((w) => w.textContent.includes(`原为 ${b}`)), before, { timeout: 15_000 })
      const now = (await cell.locator('button').innerText()).trim()
      assert.notEqual(now, before)
      // It is in the books: the row behind the figure is there, and who entered it.
      await cell.locator('button').click()
      await page.getByRole('dialog').getByText(/访客/).first().waitFor()
      assert.deepEqual(wrong, [])
      await close()
    })
  })
}
