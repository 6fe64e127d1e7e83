// A project goes its way in the browser: its goal is entered from a file, its table is written in place while the server
// scores and checks it, evidence is attached, and another reviews it. Whoever only visits changes nothing.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { staff } from './people.mjs'
import { first, go, missing, open, root, unbarred, watched } from './place.mjs'

const goal = `${root}internal/evaluation/testdata/clean.txt`
const name = '住房公积金服务保障项目'

describe('the way of a project', { skip: missing('sqlite') || false }, () => {
  let place
  before(async () => (place = await first()), { timeout: 60_000 })
  after(() => place?.close())

  test('is written by one and reviewed by another', { timeout: 240_000 }, async () => {
    const enter = await staff(place, { 'ana-1': 'analyst', 'lead-1': 'evaluation-lead' })
    const analyst = await enter('ana-1')
    await approved(analyst.page)
    await adjusted(analyst.page)
    await written(analyst.page)
    await adjustedAgain(analyst.page)
    await explained(analyst.page)
    await attached(analyst.page)
    await bound(analyst.page)
    await owed(analyst.page)
    assert.equal(await analyst.page.getByRole('button', { name: '审核通过' }).count(), 0, 'who wrote may review')
    const address = analyst.page.url()

    const lead = await enter('lead-1')
    await go(lead.page, address)
    assert.equal(await lead.page.getByRole('button', { name: '填报' }).count(), 0, 'who reviews may write')
    assert.equal(await lead.page.getByText('绑定或解除取数项').count(), 0, 'who reviews may bind')
    await judged(lead.page)
    await lead.page.getByRole('button', { name: '审核通过' }).click()
    await lead.page.getByLabel('意见').fill('同意报送')
    await lead.page.getByRole('button', { name: '确定审核通过' }).click()
    await lead.page.getByText('未处理也未说明').first().waitFor()
    await unbarred(lead.page)
    assert.deepEqual([...analyst.wrong, ...lead.wrong], [])
    await analyst.close()
    await lead.close()
  })

  /** approved enters the goal from its file. */
  async function approved(page) {
    await go(page, `${place.at}/projects`)
    await page.getByText('还没有项目').waitFor()
    await page.getByText('登记批复的绩效目标').click()
    await page.getByLabel(/绩效目标表/).setInputFiles(goal)
    await page.getByLabel('批复文号').fill('示例财预〔2024〕8号')
    await unbarred(page)
    await page.getByRole('button', { name: '登记', exact: true }).click()
    await page.getByText('绩效目标已登记').waitFor()
    await page.getByRole('link', { name }).click()
    await page.getByRole('heading', { name, level: 1 }).waitFor()
  }

  /** written writes a row; its score by the rule is there before anything is saved. */
  async function written(page) {
    await page.getByRole('button', { name: '填报' }).click()
    await page.getByLabel('第1行，实际完成值').fill('5场')
    await page.getByLabel('第1行，得分').fill('99')
    await page.getByText('超过分值').waitFor()
    await page.getByLabel('第1行，得分').fill('10')
    await page.locator('#row-1-r1').getByText('8.33').waitFor()
    await page.getByText('改了 2 格').waitFor()
    await unbarred(page)
    await page.getByRole('button', { name: '保存自评' }).click()
    await page.getByText('已保存为新的一版').waitFor()
    await page.getByText('第3版').first().waitFor()
    await page.getByRole('region', { name: '版本对照' }).getByText('5场').waitFor()
  }

  /** explained keeps a doubt with a reason that can be checked; a stock phrase is refused in its place. */
  async function explained(page) {
    const doubts = page.locator('section ul.findings').first()
    await doubts.getByText('说明后保留', { exact: true }).first().click()
    const text = doubts.getByLabel(/为什么保留/).first()
    await text.fill('无')
    await doubts.getByRole('button', { name: '保留' }).first().click()
    await page.getByText('是套话或为空').waitFor()
    await text.fill('第4季度培训因场地修缮改到次年1月，见示例会议纪要第3号')
    await doubts.getByRole('button', { name: '保留' }).first().click()
    await page.getByText('已说明后保留').waitFor()
    await page.getByText('第4季度培训因场地修缮').first().waitFor()
    const kept = page.locator('ul.findings > li').filter({ has: page.getByText('已说明', { exact: true }) }).first()
    assert.equal(await kept.getAttribute('class'), 'plain', 'what is explained does not look open')
  }

  /** bound has a measure give the actual of a row, sees what it says before, and takes it away again. */
  async function bound(page) {
    await page.getByText('绑定或解除取数项').click()
    await page.getByLabel('取数的行').selectOption('4')
    const measures = page.getByLabel(/^取数项/)
    const title = await measures.locator('option').nth(1).textContent()
    await measures.selectOption({ label: title })
    await page.getByText(/^账上为/).waitFor()
    await unbarred(page)
    await page.getByRole('button', { name: '绑定', exact: true }).click()
    await page.getByText('已绑定取数项').waitFor()
    const list = page.getByRole('list', { name: '已绑定的取数项' })
    await list.getByRole('link', { name: title }).waitFor()
    await measures.selectOption('')
    await page.getByRole('button', { name: '解除', exact: true }).click()
    await page.getByText('取数项已解除').waitFor()
    await list.waitFor({ state: 'detached' })
  }

  /** adjusted changes a target and moves points by a document; another sum of points is not offered to the server. */
  async function adjusted(page) {
    await page.getByRole('button', { name: '调整绩效目标' }).click()
    await page.getByLabel('第8行，年度指标值').fill('≥88%')
    await page.getByLabel('第8行，分值').fill('12')
    await page.getByText('合计不能变').waitFor()
    await page.getByLabel('调整文号').fill('示例财预〔2024〕31号')
    await page.getByLabel('调整文件的成文日期').fill('2024-09-01')
    await page.keyboard.press('Enter')
    await page.getByLabel('调整原因').fill('网上办理推广提前，见示例会议纪要第9号')
    assert.ok(await page.getByRole('button', { name: '调整', exact: true }).isDisabled(), 'the sum of the points may change')
    await page.getByLabel('第7行，分值').fill('8')
    await unbarred(page)
    await page.getByRole('button', { name: '调整', exact: true }).click()
    await page.getByText('绩效目标已调整').waitFor()
    await page.locator('#row-1-r8').getByText('≥88%').waitFor()
    await page.getByRole('region', { name: '各环节' }).getByText('示例财预〔2024〕31号（2024-09-01）').waitFor()
  }

  /** adjustedAgain adjusts the goal while its table is written, and the project stays where it is. */
  async function adjustedAgain(page) {
    await page.getByRole('button', { name: '调整绩效目标' }).click()
    await page.getByLabel('第2行，年度指标值').fill('2001册')
    await page.getByLabel('调整文号').fill('示例财绩〔2025〕2号')
    await page.getByLabel('调整原因').fill('印制数量按财政批复更正，见附件')
    assert.ok(await page.getByRole('button', { name: '调整', exact: true }).isDisabled(), 'a document needs its day')
    await page.getByLabel('调整文件的成文日期').fill('2025-01-05')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: '调整', exact: true }).click()
    await page.getByText('绩效目标已调整').waitFor()
    await page.getByText('现处“自评中”，第4版').waitFor()
    await page.locator('#row-1-r1').getByText('5场').first().waitFor()
    await page.getByRole('region', { name: '各环节' }).getByText('调整绩效目标').nth(1).waitFor()
  }

  /** owed gives a row to a department with a day that is past: it stands in the menu, first on the calendar, on the list. */
  async function owed(page) {
    await page.getByLabel('责任科室').fill('示例归集科')
    await page.getByLabel('截止日', { exact: true }).fill('2020-01-31')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: '分派' }).click()
    await page.getByText('已过期').first().waitFor()
    const address = page.url()
    await go(page, `${place.at}/projects`)
    await page.getByText('1 件已过期').waitFor()
    await page.getByRole('link', { name: /绩效项目.*件材料已过期或将到期/ }).waitFor()
    await unbarred(page)
    await go(page, address)
  }

  /** judged finds a score that the rule did not give; it stands beside the reported one, and what is no score is refused. */
  async function judged(page) {
    await page.getByText('人工认定一行').click()
    await page.getByLabel('认定的行').selectOption('1')
    await page.getByLabel('得分', { exact: true }).fill('99')
    await page.getByLabel('依据').fill('核对签到表，五场有效，见示例签到表第1至5号')
    await page.getByRole('button', { name: '认定', exact: true }).click()
    await page.locator('.problem').getByText(/分值|得分/).first().waitFor()
    await page.getByLabel('得分', { exact: true }).fill('8')
    await unbarred(page)
    await page.getByRole('button', { name: '认定', exact: true }).click()
    await page.getByText('第1行 指标1：业务培训场次 已认定').waitFor()
    await page.locator('#row-1-r1').getByText('认定 8').waitFor()
  }

  /** attached hangs a file at a row, and one that is not what it says nowhere. */
  async function attached(page) {
    const file = page.getByLabel(/佐证文件/)
    await page.getByLabel('哪一行').selectOption('1')
    await file.setInputFiles({ name: '签到表.pdf', mimeType: 'application/pdf', buffer: Buffer.from('<html>') })
    await page.getByRole('button', { name: '上传' }).click()
    await page.getByText('的内容不是pdf').waitFor()
    await file.setInputFiles({ name: '签到表.csv', mimeType: 'text/csv', buffer: Buffer.from('场次,人数\n1,50\n') })
    await page.getByRole('button', { name: '上传' }).click()
    await page.getByRole('link', { name: '签到表.csv' }).waitFor()
  }
})

describe('a visitor among projects', { skip: missing('sqlite') || false }, () => {
  let place
  before(async () => (place = await open('sqlite')), { timeout: 120_000 })
  after(() => place?.close())

  test('reads all of it and changes nothing', { timeout: 120_000 }, async () => {
    const { page, wrong, close } = await watched(place)
    await go(page, `${place.at}/projects`)
    const rows = page.getByRole('region', { name: '各项目' }).locator('tbody tr')
    assert.equal(await rows.count(), 3)
    await unbarred(page)
    await page.getByLabel('环节').selectOption({ label: '已报送' })
    await rows.nth(1).waitFor({ state: 'detached' })
    await page.getByText('说明后保留 4').waitFor()
    assert.equal(await rows.count(), 1)
    await rows.locator('a').first().click()
    await page.getByRole('heading', { name: '各环节' }).waitFor()
    await page.getByText('evaluation-lead01').first().waitFor()
    await unbarred(page)
    for (const button of ['填报', '审核通过', '登记退回', '上传', '分派', '保留']) {
      assert.equal(await page.getByRole('button', { name: button, exact: true }).count(), 0, `a visitor is offered ${button}`)
    }
    const status = await page.evaluate(async () => (await fetch('/api/projects/1/write', {
      method: 'POST', headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ key: 'k', base: 1, edits: [] }),
    })).status)
    assert.equal(status, 403)
    await page.getByRole('link', { name: '公开页' }).click()
    await page.getByRole('heading', { name: /绩效自评表/, level: 1 }).waitFor()
    await page.getByText('尚未公开').waitFor()
    assert.equal(await page.getByText('必须核实').count(), 0, 'doubts are made public')
    await unbarred(page)
    assert.deepEqual(wrong, [])
    await close()
  })
})
