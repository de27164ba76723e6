import actionItem from './action-item.json'
import apiReference from './api-reference.json'
import audit from './audit.json'
import chart from './chart.json'
import comment from './comment.json'
import directory from './directory.json'
import home from './home.json'
import importing from './import.json'
import incident from './incident.json'
import labels from './labels.json'
import layout from './layout.json'
import map from './map.json'
import measure from './measure.json'
import pattern from './pattern.json'
import premortem from './premortem.json'
import presentation from './presentation.json'
import proposal from './proposal.json'
import publicly from './public.json'
import recognise from './recognise.json'
import review from './review.json'
import revision from './revision.json'
import savedView from './saved-view.json'
import search from './search.json'
import settings from './settings.json'
import skill from './skill.json'
import source from './source.json'
import table from './table.json'
import thread from './thread.json'
import timeline from './timeline.json'
import ui from './ui.json'
import pageActionItems from './pages/action-items.json'
import pageApiReference from './pages/api-reference.json'
import pageAudit from './pages/audit.json'
import pageCompanies from './pages/companies.json'
import pageDraftSkill from './pages/draft-skill.json'
import pageFailures from './pages/failures.json'
import pageHome from './pages/home.json'
import pageImport from './pages/import.json'
import pageIncidents from './pages/incidents.json'
import pageMap from './pages/map.json'
import pagePatterns from './pages/patterns.json'
import pagePeople from './pages/people.json'
import pagePremortem from './pages/premortem.json'
import pageProposals from './pages/proposals.json'
import pageRecognise from './pages/recognise.json'
import pageReview from './pages/review.json'
import pageSearch from './pages/search.json'
import pageSettings from './pages/settings.json'
import pageSignIn from './pages/sign-in.json'
import pageSkills from './pages/skills.json'
import pageSources from './pages/sources.json'
import pageStaleSkills from './pages/stale-skills.json'
import pageThreads from './pages/threads.json'

export default {
  'action-item': actionItem,
  'api-reference': apiReference,
  audit,
  chart,
  comment,
  directory,
  home,
  import: importing,
  incident,
  labels,
  layout,
  map,
  measure,
  pattern,
  premortem,
  presentation,
  proposal,
  public: publicly,
  recognise,
  review,
  revision,
  'saved-view': savedView,
  search,
  settings,
  skill,
  source,
  table,
  thread,
  timeline,
  ui,
  pages: {
    'action-items': pageActionItems,
    'api-reference': pageApiReference,
    audit: pageAudit,
    companies: pageCompanies,
    'draft-skill': pageDraftSkill,
    failures: pageFailures,
    home: pageHome,
    import: pageImport,
    incidents: pageIncidents,
    map: pageMap,
    patterns: pagePatterns,
    people: pagePeople,
    premortem: pagePremortem,
    proposals: pageProposals,
    recognise: pageRecognise,
    review: pageReview,
    search: pageSearch,
    settings: pageSettings,
    'sign-in': pageSignIn,
    skills: pageSkills,
    sources: pageSources,
    'stale-skills': pageStaleSkills,
    threads: pageThreads,
  },
}
