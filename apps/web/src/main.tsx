import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router'
import { App } from './App.tsx'
import { ToastRoom } from './parts/Toast.tsx'
import { startWords } from './words/index.ts'
import './shell/style.css'

const client = new QueryClient({
  defaultOptions: { queries: { refetchOnWindowFocus: true, retry: 1, staleTime: 5000 } },
})

await startWords()
const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <BrowserRouter>
          <ToastRoom>
            <App />
          </ToastRoom>
        </BrowserRouter>
      </QueryClientProvider>
    </StrictMode>,
  )
