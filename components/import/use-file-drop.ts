import { useEffect, useState } from 'react'
import { readDroppedFiles } from './dropped-files'

export type DroppedFile = { path: string | null; file: File }

/**
 * Takes files that are dropped anywhere on the page; null takes none. Either way the browser does not leave the page to
 * show the file, and with it a draft under review. Gives whether files are held over the page.
 */
export function useFileDrop(onFiles: ((files: DroppedFile[]) => void) | null): boolean {
  const [over, setOver] = useState(false)
  useEffect(() => {
    const hold = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      if (onFiles) setOver(true)
      else event.dataTransfer.dropEffect = 'none'
    }
    const leave = (event: DragEvent) => {
      // Leaving an element for another one names the other; leaving the window names none.
      if (event.relatedTarget === null) setOver(false)
    }
    const drop = (event: DragEvent) => {
      setOver(false)
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      if (onFiles) void readDroppedFiles(event.dataTransfer.items).then(onFiles)
    }
    window.addEventListener('dragover', hold)
    window.addEventListener('dragleave', leave)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragover', hold)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('drop', drop)
    }
  }, [onFiles])
  return over && onFiles !== null
}
