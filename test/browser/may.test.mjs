// No page asks what its person may not: who only looks around leaves no entry that they were denied.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { staff } from './people.mjs'
import { first, go, missing, quiet } from './place.mjs'

const roles = {
  'clerk-1': 'clerk', 'reviewer-1': 'reviewer', 'approver-1': 'approver', 'cashier-1': 'cashier', 'analyst-1': 'analyst',
  'lead-1': 'evaluation-lead', 'clerk-2': 'clerk@01', 'reviewer-2': 'reviewer@01', 'approver-2': 'approver@01',
  'sys-2': 'systems-admin', 'sec-2': 'security-admin', 'aud-2': 'auditing-admin',
}

describe('what pages ask', { skip: missing('sqlite') || false }, () => {
  let place
  before(async () => (place = await first(300)), { timeout: 120_000 })
  after(() => place?.close())

  test('nobody who looks around is denied anything', { timeout: 300_000 }, async () => {
    const enter = await staff(place, roles)
    for (const code of Object.keys(roles)) {
      const { page, wrong, close } = await enter(code)
      const denied = []
      page.on('response', (r) => r.status() === 403 && denied.push(`${code} on ${new URL(page.url()).pathname}: ${new URL(r.url()).pathname}`))
      await quiet(page)
      const shown = await page.locator('nav a[href], header a[href]').evaluateAll((all) => all.map((a) => a.getAttribute('href')))
      const seen = new Set()
      for (const path of shown) {
        if (seen.has(path) || !path.startsWith('/')) continue
        seen.add(path)
        await go(page, place.at + path)
        await quiet(page)
        const inside = await page.locator('main a[href^="/"]').first().getAttribute('href', { timeout: 200 }).catch(() => null)
        if (inside && !inside.startsWith('/api/') && !seen.has(inside)) {
          await go(page, place.at + inside)
          await quiet(page)
        }
      }
      assert.ok(seen.size > 1, `${code} sees ${[...seen]}`)
      assert.deepEqual(denied, [])
      assert.deepEqual(wrong, [])
      await close()
    }
  })
})
