import { ref } from 'vue'
import { createRouter, createWebHistory } from 'vue-router'
import { arrive, leave } from './left'
import { home, may, me, meetMe } from './me'

// Pages in the order of the menu. Those marked books show nothing of a centre that has none yet; needs is the permission
// without which a page has nothing to show. Everything but the tables is fetched when first opened.
export const router = createRouter({
  history: createWebHistory(),
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? undefined : { top: 0 }),
  routes: [
    { path: '/', component: () => import('./pages/MissingPage.vue'), beforeEnter: async () => home(me.value ?? (await meetMe())) },
    { path: '/tables', component: () => import('./pages/TablesPage.vue'), meta: { needs: 'read.tables', books: true, title: '绩效自评表' } },
    { path: '/tables/:id(\\d+)', component: () => import('./pages/TablePage.vue'), meta: { needs: 'read.tables', books: true, title: '绩效自评表' } },
    { path: '/projects', component: () => import('./pages/ProjectsPage.vue'), meta: { needs: 'read.tables', title: '绩效项目' } },
    { path: '/projects/:id(\\d+)', component: () => import('./pages/ProjectPage.vue'), meta: { needs: 'read.tables', title: '绩效项目' } },
    { path: '/projects/:id(\\d+)/public', component: () => import('./pages/PublicPage.vue'), meta: { needs: 'read.tables', title: '自评表公开' } },
    { path: '/surveys', component: () => import('./pages/SurveysPage.vue'), meta: { needs: 'read.tables', title: '满意度调查' } },
    { path: '/answer', component: () => import('./pages/AnswerPage.vue'), meta: { title: '满意度问卷', open: true } },
    { path: '/verify', component: () => import('./pages/VerifyPage.vue'), meta: { title: '文书查验', open: true } },
    { path: '/my', component: () => import('./pages/MyPage.vue'), meta: { title: '我的公积金', open: true } },
    { path: '/my/lookers', component: () => import('./pages/LookersPage.vue'), meta: { title: '谁看过我的信息', open: true } },
    { path: '/my/:other(.*)', redirect: '/my' },
    { path: '/my/sign-in', component: () => import('./pages/MySignInPage.vue'), meta: { title: '缴存人登录', open: true } },
    { path: '/published', component: () => import('./pages/PublishedPage.vue'), meta: { needs: 'read.check', title: '公开的自评表', alone: true } },
    { path: '/check', component: () => import('./pages/CheckPage.vue'), meta: { needs: 'read.check', title: '查自评表', alone: true } },
    { path: '/measures/:name', component: () => import('./pages/MeasurePage.vue'), meta: { needs: 'read.tables', books: true, title: '取数项', under: '/tables' } },
    { path: '/register/:kind/:id', component: () => import('./pages/RegisterPage.vue'), meta: { needs: 'read.tables', books: true, title: '台账记录', under: '/tables' } },
    { path: '/fee-gaps', component: () => import('./pages/FeeGapsPage.vue'), meta: { needs: 'read.tables', books: true, title: '登记费核对' } },
    { path: '/year', component: () => import('./pages/YearPage.vue'), meta: { needs: 'read.tables', books: true, title: '年度概览' } },
    { path: '/late', component: () => import('./pages/LatePage.vue'), meta: { needs: 'read.tables', books: true, title: '迟办的事' } },
    { path: '/vouchers', component: () => import('./pages/VouchersPage.vue'), meta: { needs: 'read.books', books: true, title: '凭证' } },
    { path: '/vouchers/:number', component: () => import('./pages/VoucherPage.vue'), meta: { needs: 'read.books', books: true, title: '凭证' } },
    { path: '/trial-balance', component: () => import('./pages/TrialPage.vue'), meta: { needs: 'read.books', books: true, title: '科目余额表' } },
    { path: '/days', component: () => import('./pages/DaysPage.vue'), meta: { needs: 'read.books', books: true, title: '日结' } },
    { path: '/members', component: () => import('./pages/MembersPage.vue'), meta: { needs: 'read.members', books: true, title: '个人账户' } },
    { path: '/members/:no', component: () => import('./pages/MemberPage.vue'), meta: { needs: 'read.members', books: true, title: '个人账户' } },
    { path: '/employers', component: () => import('./pages/EmployersPage.vue'), meta: { needs: 'read.employers', books: true, title: '单位' } },
    { path: '/employers/:no', component: () => import('./pages/EmployerPage.vue'), meta: { needs: 'read.employers', books: true, title: '单位' } },
    { path: '/counter', component: () => import('./pages/CounterPage.vue'), meta: { needs: 'case.handle', books: true, title: '柜面受理' } },
    { path: '/queue', component: () => import('./pages/QueuePage.vue'), meta: { needs: 'case.handle', books: true, title: '排队叫号' } },
    { path: '/screen', component: () => import('./pages/ScreenPage.vue'), meta: { title: '叫号屏', open: true } },
    { path: '/items', component: () => import('./pages/ItemsPage.vue'), meta: { needs: 'read.cases', title: '事项' } },
    { path: '/items/:item', component: () => import('./pages/ItemPage.vue'), meta: { needs: 'read.cases', title: '事项' } },
    { path: '/work-orders', component: () => import('./pages/WorkOrdersPage.vue'), meta: { needs: 'order.handle', title: '12345工单' } },
    { path: '/messages', component: () => import('./pages/MessagesPage.vue'), meta: { needs: 'read.messages', title: '消息' } },
    { path: '/cases', component: () => import('./pages/CasesPage.vue'), meta: { needs: 'read.cases', books: true, title: '办件' } },
    { path: '/cases/:number(\\d+)', component: () => import('./pages/CasePage.vue'), meta: { needs: 'read.cases', books: true, title: '办件' } },
    { path: '/withdrawals', component: () => import('./pages/WithdrawalsPage.vue'), meta: { needs: 'read.withdrawals', books: true, title: '提取' } },
    { path: '/loans', component: () => import('./pages/LoansPage.vue'), meta: { needs: 'read.loans', books: true, title: '贷款' } },
    { path: '/loans/:no', component: () => import('./pages/LoanPage.vue'), meta: { needs: 'read.loans', books: true, title: '贷款' } },
    { path: '/people', component: () => import('./pages/PeoplePage.vue'), meta: { needs: 'access.read', title: '人员与岗位' } },
    { path: '/audit', component: () => import('./pages/AuditPage.vue'), meta: { needs: 'audit.read', title: '审计日志' } },
    { path: '/unmaskings', component: () => import('./pages/UnmaskingsPage.vue'), meta: { needs: 'audit.read', title: '查看明文的记录' } },
    { path: '/passkeys', component: () => import('./pages/PasskeysPage.vue'), meta: { title: '我的通行密钥' } },
    { path: '/sign-in', component: () => import('./pages/SignInPage.vue'), meta: { title: '登录', open: true } },
    { path: '/barred', component: () => import('./pages/BarredPage.vue'), meta: { title: '没有权限' } },
    { path: '/:rest(.*)*', component: () => import('./pages/MissingPage.vue'), meta: { title: '没有这一页' } },
  ],
})

// Nobody asks for what they may not see: it would be refused, and go on record as an attempt.
router.beforeEach(async (to) => {
  if (!to.meta.needs) return
  const who = me.value ?? (await meetMe())
  if (who?.state === 'signed-in' && !may(String(to.meta.needs))) return { path: '/barred', query: { page: String(to.meta.title) } }
})

/** missed is where one wanted to go when the page of it could not be fetched. Loading it anew asks for all of it. */
export const missed = ref('')
router.onError((_, to) => (missed.value = to.fullPath))
router.beforeEach((to, from) => {
  missed.value = ''
  if (to.path !== from.path) leave(from.path)
})

router.afterEach((to, from) => {
  document.title = `${String(to.meta.title ?? '')} · 广厦`
  if (to.path !== from.path && from.matched.length > 0) arrive(to.path)
})
