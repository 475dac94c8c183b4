import { lazy, Suspense } from 'react'
import { Route, Routes } from 'react-router'
import { Refused } from './api/client.ts'
import { useMe } from './api/hooks.ts'
import { Waiting } from './parts/Waiting.tsx'
import { besidePlaces } from './features/premises/LikePlaces.tsx'
import { Shell } from './shell/Shell.tsx'
import { qingmei } from './words/house.ts'

const SignIn = lazy(() => import('./features/sign-in/SignIn.tsx'))
const Desk = lazy(() => import('./features/desk/Desk.tsx'))
const LedgerList = lazy(() => import('./features/ledgers/LedgerList.tsx'))
const RecordPage = lazy(() => import('./features/ledgers/RecordPage.tsx'))
const LeadPage = lazy(() => import('./features/lead/LeadPage.tsx'))
const TransferPage = lazy(() => import('./features/lead/TransferPage.tsx'))
const ImportPage = lazy(() => import('./features/imports/ImportPage.tsx'))
const CampaignPage = lazy(() => import('./features/campaign/CampaignPage.tsx'))
const WallPage = lazy(() => import('./features/campaign/WallPage.tsx'))
const AccountPage = lazy(() => import('./features/account/AccountPage.tsx'))
const AccountsPage = lazy(() => import('./features/account/AccountsPage.tsx'))
const AuditPage = lazy(() => import('./features/account/AuditPage.tsx'))
const MeetingPage = lazy(() => import('./features/meeting/MeetingPage.tsx'))
const CasePage = lazy(() => import('./features/case/CasePage.tsx'))
const BaseCard = lazy(() => import('./features/screening/BaseCard.tsx'))
const SheetPage = lazy(() => import('./features/returns/SheetPage.tsx'))
const ComparisonPage = lazy(() => import('./features/comparison/ComparisonPage.tsx'))
const RunPages = lazy(() => import('./features/comparison/RunPages.tsx'))
const FilePage = lazy(() => import('./features/comparison/FilePage.tsx'))
const PremisesPage = lazy(() => import('./features/premises/PremisesPage.tsx'))
const PlacesPage = lazy(() => import('./features/premises/PlacesPage.tsx'))
const PlacesCard = lazy(() => import('./features/premises/PlacesCard.tsx'))
const ListsCard = lazy(() => import('./features/premises/ListsCard.tsx'))
const ProductCheck = lazy(() => import('./features/premises/ProductCheck.tsx'))
const KeyLeadPage = lazy(() => import('./features/lead/KeyLeadPage.tsx'))
const CataloguePage = lazy(() => import('./features/catalogue/CataloguePage.tsx'))
const ItemPage = lazy(() => import('./features/catalogue/ItemPage.tsx'))
const NotFound = lazy(() => import('./shell/NotFound.tsx'))
const NoticesPage = lazy(() => import('./features/account/NoticesPage.tsx'))

/** What a list has above its rows, beside what every list has. */
const ABOVE: Readonly<Record<string, typeof BaseCard>> = {
  'screening-target': BaseCard,
  premises: PlacesCard,
  'list-entry': ListsCard,
  product: ProductCheck,
}

/** What is said beside the form of a new record about what was typed so far. */
const BESIDE: Readonly<Record<string, typeof besidePlaces>> = { premises: besidePlaces }

/** Screens made by hand; every other record has the generated one. */
const BY_HAND: Readonly<Record<string, typeof LeadPage>> = {
  premises: PremisesPage,
  lead: LeadPage,
  'key-lead': KeyLeadPage,
  transfer: TransferPage,
  meeting: MeetingPage,
  case: CasePage,
  'register-file': FilePage,
}

/** The addresses of the application. Nobody signed in: the sign-in page, whatever the address. */
export function App() {
  const me = useMe()
  const signedOut = me.error instanceof Refused && me.error.problem.status === 401
  const unfinished = me.data && (me.data.account.mustChangePassword || me.data.account.mustEnrolTotp)
  if (me.isLoading)
    return (
      <div className="center">
        <Waiting error={null} />
      </div>
    )
  if (me.error && !signedOut)
    return (
      <div className="center">
        <Waiting error={me.error} retry={() => void me.refetch()} />
      </div>
    )
  return (
    <Suspense
      fallback={
        <div className="center">
          <Waiting error={null} />
        </div>
      }
    >
      {signedOut || unfinished || !me.data ? (
        <SignIn me={me.data ?? null} />
      ) : (
        <Routes>
          <Route path="/wall" element={<WallPage />} />
          <Route element={<Shell />}>
            <Route index element={<Desk />} />
            <Route path="/campaign-position" element={<CampaignPage />} />
            <Route path="/places" element={<PlacesPage />} />
            <Route path="/sheet" element={<SheetPage />} />
            <Route path="/comparison" element={<ComparisonPage />} />
            <Route path="/comparison/:id/*" element={<RunPages />} />
            <Route path="/catalogue" element={<CataloguePage />} />
            <Route path="/catalogue/:id" element={<ItemPage />} />
            <Route path="/account" element={<AccountPage />} />
            <Route path="/accounts" element={<AccountsPage />} />
            <Route path="/audit" element={<AuditPage />} />
            <Route path="/notices" element={<NoticesPage />} />
            {qingmei.ledgers.map(({ name }) => {
              // It has a page of its own above, with pages beneath.
              if (name === 'comparison') return null
              const Page = BY_HAND[name] ?? RecordPage
              return [
                <Route
                  key={`${name} list`}
                  path={`/${name}`}
                  element={<LedgerList key={name} name={name} above={ABOVE[name]} beside={BESIDE[name]} />}
                />,
                <Route key={`${name} import`} path={`/${name}/import`} element={<ImportPage name={name} />} />,
                <Route key={`${name} one`} path={`/${name}/:id`} element={<Page name={name} />} />,
              ]
            })}
            <Route path="*" element={<NotFound />} />
          </Route>
        </Routes>
      )}
    </Suspense>
  )
}
