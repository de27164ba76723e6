import { listActionItemsTool } from './action-item-tools'
import { readIncidentTool, relatedIncidentsTool } from './incident-tools'
import { listPatternsTool, readPatternTool } from './pattern-tools'
import { proposalStatusTool, proposeActionItemTool, proposePostmortemTool, proposeSkillTool } from './proposal-tools'
import { premortemTool, recogniseTool } from './recognise-tools'
import { searchTool } from './search-tools'
import { readSkillTool, reportSkillRunTool } from './skill-tools'
import type { Tool } from './tool'

/** All tools, in the order in which agents see them. */
export const MCP_TOOLS: readonly Tool[] = [
  recogniseTool,
  premortemTool,
  searchTool,
  readIncidentTool,
  relatedIncidentsTool,
  readSkillTool,
  readPatternTool,
  listPatternsTool,
  listActionItemsTool,
  proposePostmortemTool,
  proposeSkillTool,
  proposeActionItemTool,
  proposalStatusTool,
  reportSkillRunTool,
]
