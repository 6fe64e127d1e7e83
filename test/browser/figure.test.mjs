import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { go, missing, open, settled, unbarred, watched } from './place.mjs'

// What stands behind a figure lies over its table, and stands in the address.
describe('a figure of a table', { skip: missing('sqlite') || false }, () => {
  let place
  before(async () => (place = await open('sqlite')), { timeout: 180_000 })
  after(() => place?.close())

  const drawer = (page) => page.getByRole('dialog')
  const rows = (page) => drawer(page).locator('tbody tr')

  test('who comes back to a figure finds it as it was left', { timeout: 120_000 }, async () => {
    const { page, wrong, close } = await watched(place)
    for (const path of ['/tables/1', '/projects/1']) {
      await go(page, place.at + path)
      await page.locator('td.ours button.link').filter({ hasText: /^\d{3}\.\d\d 万元$/ }).click()
      await rows(page).first().waitFor()
      assert.match(page.url(), /[?&]figure=r\d+/)
      await drawer(page).getByRole('button', { name: '再看一页' }).click()
      await page.waitForFunction(() => document.querySelectorAll('[role=dialog] tbody tr').length > 60)
      const listed = await rows(page).count()
      const link = rows(page).nth(55).getByRole('link').first()
      await link.scrollIntoViewIfNeeded()
      const place55 = (await link.boundingBox()).y
      const said = await link.getAttribute('aria-label')
      await link.click()
      await page.locator('main h1').waitFor()
      await page.waitForURL((url) => url.searchParams.get('figure') === null)
      await page.locator('main tbody a').first().waitFor()
      await page.keyboard.press('j') // at once, while the drawer still slides out
      assert.ok(await page.evaluate(() => document.activeElement.closest('main tbody')), 'a key moves in what goes')
      await drawer(page).waitFor({ state: 'hidden' })
      // And on from there.
      await page.locator('main tbody a').first().click()
      await page.waitForURL((url) => !/vouchers|loans\/|register/.test(url.pathname))
      await page.locator('main h1').waitFor()
      await page.goBack()
      await page.locator('main h1').waitFor()
      await page.goBack()
      await drawer(page).waitFor()
      await page.waitForFunction((said) => document.activeElement?.getAttribute('aria-label') === said, said)
      await settled(page)
      assert.equal(await rows(page).count(), listed, 'its list is as long as it was')
      assert.ok(Math.abs((await link.boundingBox()).y - place55) < 4, 'and where it was')
      await unbarred(page, `${path} on return`)
      await page.keyboard.press('Escape')
      await drawer(page).waitFor({ state: 'hidden' })
      await page.waitForFunction(() => document.activeElement?.matches('td.ours button.link'))
      assert.doesNotMatch(page.url(), /figure/)
    }
    assert.deepEqual(wrong, [])
    await close()
  })

  test('the address of a figure opens it, whichever table it stands in', { timeout: 120_000 }, async () => {
    const { page, wrong, close } = await watched(place)
    for (const path of ['/tables/1?figure=r16', '/tables/1?figure=budget', '/tables?figure=1.r16&beside=1', '/projects/1?figure=r16&year=2024']) {
      await go(page, place.at + path)
      await rows(page).first().waitFor()
      await drawer(page).getByRole('button', { name: '日期' }).click()
      await page.waitForURL(/sort=-day/)
      await page.keyboard.press('Escape')
      await drawer(page).waitFor({ state: 'hidden' })
      const at = new URLSearchParams(path.split('?')[1]).get('figure')
      await page.waitForFunction((at) => document.activeElement?.getAttribute('data-figure') === at, at)
      assert.doesNotMatch(page.url(), /figure|sort/, 'what is closed is not in the address')
      assert.equal(/year=2024/.test(page.url()), /year=2024/.test(path), 'and the rest stays')
    }
    await go(page, `${place.at}/tables/1?figure=r999`)
    assert.equal(await drawer(page).count(), 0, 'a figure that is not there opens nothing')
    assert.deepEqual(wrong, [])
    await close()
  })

  test('figures are amounts with separators and two decimals, exact to the fen where one asks', { timeout: 120_000 }, async () => {
    const { page, wrong, close } = await watched(place)
    const plain = /^(\d{1,3}(,\d{3})*( [^\d\s]+)|\d{1,3}(,\d{3})*\.\d\d (万元|亿元|元)|\d+(\.\d+)?%|\d{4}-\d\d-\d\d)$/
    const exact = /^\d{1,3}(,\d{3})*\.\d\d 元$/
    for (const path of ['/tables/1', '/tables/2', '/tables/3', '/projects/1', '/tables?beside=1']) {
      await go(page, place.at + path)
      const figures = page.locator('.form td.ours button[data-figure]')
      await figures.first().waitFor()
      for (const f of await figures.all()) {
        const said = await f.innerText()
        assert.match(said, plain, path)
        assert.equal(await f.evaluate((el) => getComputedStyle(el.closest('td')).textAlign), 'right', `${said} on ${path}`)
        if (/[万亿]元$/.test(said)) assert.match(await f.getAttribute('title'), exact, `${said} on ${path}`)
      }
    }
    await go(page, `${place.at}/tables/1?figure=r16`)
    await rows(page).first().waitFor()
    const fact = (where, name) => where.locator('.facts div', { hasText: name }).locator('dd').innerText()
    const value = await fact(drawer(page), '账上取数')
    assert.match(value, /^\d[\d,]*\.\d\d 万元$/)
    const whole = await fact(drawer(page), '精确值')
    assert.match(whole, exact)
    await drawer(page).getByRole('link', { name: '单独一页查看这些记录' }).click()
    await page.waitForURL(/measures/)
    await page.locator('main tbody tr').first().waitFor()
    assert.deepEqual([await fact(page.locator('main'), '取数值'), await fact(page.locator('main'), '精确值')], [value, whole])
    assert.deepEqual(wrong, [])
    await close()
  })
})
