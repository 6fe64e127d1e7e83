import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { go, missing, open, quiet, unbarred, watched } from './place.mjs'

// A day that is typed: it is the day that was meant, or a sentence says that it is none, and nothing is asked.
describe('a day that is typed', { skip: missing('sqlite') || false }, () => {
  let place
  before(async () => (place = await open('sqlite')), { timeout: 180_000 })
  after(() => place?.close())

  const pages = ['/trial-balance', '/vouchers', '/late?year=2024']
  const field = (page) => page.locator('main .el-date-editor input').first()
  const search = async (page) => {
    const button = page.getByRole('button', { name: '查询' })
    if (await button.count()) await button.click()
    await quiet(page)
  }

  test('and is no day is told so beside its field, and nothing is asked', { timeout: 120_000 }, async () => {
    const { page, wrong, close } = await watched(place)
    const asked = []
    for (const path of pages) {
      await go(page, place.at + path)
      for (const [bad, leave] of [['2024-06-31', 'Enter'], ['2024-13-01', 'Tab'], ['2024-02-30', 'Enter'], ['abc', 'Tab'], ['2023年2月29日', 'Enter'], ['20240631', 'Tab'], ['2024-1-1x', 'Enter']]) {
        const before = page.url()
        await field(page).fill(bad)
        const hear = (r) => r.url().includes('/api/') && !r.url().endsWith('/api/state') && asked.push(`${path} ${bad}: ${r.url()}`)
        page.on('request', hear)
        await page.keyboard.press(leave)
        await page.locator('main').getByRole('alert').filter({ hasText: `“${bad}”` }).waitFor()
        if (path === '/vouchers') await page.getByRole('button', { name: '查询' }).click()
        await quiet(page)
        page.off('request', hear)
        assert.equal(page.url(), before, bad)
        assert.equal(await field(page).inputValue(), bad, 'what was typed stays to be mended')
        assert.equal(await field(page).getAttribute('aria-invalid'), 'true')
      }
      await unbarred(page, `${path}, a day that is none`)
      await field(page).fill('2024-06-28')
      await page.keyboard.press('Enter')
      await search(page)
      await page.waitForURL(/day=2024-06-28/)
      assert.equal(await page.locator('main').getByRole('alert').count(), 0, path)
    }
    assert.deepEqual(asked, [])
    assert.deepEqual(wrong, [])
    await close()
  })

  test('is read as people write it', { timeout: 120_000 }, async () => {
    const { page, wrong, close } = await watched(place, 1440, 'America/Los_Angeles')
    for (const path of pages) {
      for (const [said, leave] of [['2024-06-30', 'Enter'], ['2024-6-30', 'Tab'], ['2024/6/30', 'Enter'], ['2024.6.30', 'Tab'], ['20240630', 'Enter'], ['2024年6月30日', 'Tab'], ['２０２４年６月３０日', 'Enter'], [' 2024 年 6 月 30 日 ', 'Tab']]) {
        await go(page, place.at + path)
        await field(page).fill(said)
        await page.keyboard.press(leave)
        assert.equal(await field(page).inputValue(), '2024-06-30', said)
        await search(page)
        await page.waitForURL(/day=2024-06-30/)
      }
      // Once more the same day, otherwise written; and none, which is every day.
      await field(page).fill('2024/6/30')
      await page.keyboard.press('Tab')
      assert.equal(await field(page).inputValue(), '2024-06-30')
      await field(page).fill('')
      await page.keyboard.press('Tab')
      await search(page)
      await page.waitForURL((url) => !url.search.includes('day='))
    }
    assert.deepEqual(wrong, [])
    await close()
  })

  test('gives way to one that is chosen, or comes with the address', { timeout: 60_000 }, async () => {
    const { page, wrong, close } = await watched(place)
    await go(page, `${place.at}/trial-balance?day=2024-06-30`)
    await field(page).click()
    await field(page).fill('2024-06-31')
    await page.keyboard.press('Tab')
    const alert = page.locator('main').getByRole('alert')
    await alert.waitFor()
    await field(page).click()
    await page.locator('.el-picker-panel:visible td.available').filter({ hasText: /^\s*30\s*$/ }).first().click()
    await alert.waitFor({ state: 'detached' })
    assert.equal(await field(page).inputValue(), '2024-06-30')
    await field(page).fill('2024-06-31')
    await page.keyboard.press('Tab')
    await alert.waitFor()
    await go(page, `${place.at}/trial-balance?day=2024-05-31`)
    assert.equal(await field(page).inputValue(), '2024-05-31')
    assert.deepEqual(wrong, [])
    await close()
  })
})
