import { lazy, Suspense, type ComponentType } from 'react'

/**
 * A component that few pages have: its script is sent only with those. The server draws it like any other. Render it only where there is
 * something to show, since it is fetched for showing nothing as well.
 */
export function seldom<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const Part = lazy(() => load().then((part) => ({ default: part })))
  return function Seldom(props: Props) {
    return (
      <Suspense fallback={null}>
        <Part {...props} />
      </Suspense>
    )
  }
}
