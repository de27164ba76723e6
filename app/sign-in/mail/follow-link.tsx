'use client'

import { useEffect, useRef } from 'react'

/** Presses the button of the form that it stands in, once: this browser has asked for the link, so nobody else sent it. */
export function FollowLink() {
  const mark = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    mark.current?.closest('form')?.requestSubmit()
  }, [])
  return <span ref={mark} hidden />
}
