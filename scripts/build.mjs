// `npm run build`: the generated database client and the built application, as an image or a package needs them.
import { build, checkNode, generate } from './prepare.mjs'
import { giveUp } from './progress.mjs'

try {
  checkNode()
  await generate()
  await build()
} catch (error) {
  giveUp(error)
}
