import { totalmem } from 'node:os'

const MB = 1024 * 1024

/** The memory that this process may use, in bytes: the container's limit where there is one. */
function memory(): number {
  const limit = process.constrainedMemory()
  return limit > 0 && limit < totalmem() ? limit : totalmem()
}

const between = (low: number, value: number, high: number) => Math.round(Math.min(high, Math.max(low, value)))

/**
 * The settings of the server for a machine with `bytes` of memory that it shares with the application and an
 * office's other programs. Everything that protects data (fsync, full_page_writes, synchronous_commit) stays as
 * PostgreSQL ships it: on.
 */
export function settingsFor(bytes: number = memory()): Record<string, string> {
  const mb = bytes / MB
  return {
    listen_addresses: '',
    unix_socket_permissions: '0700',
    max_connections: '100',
    shared_buffers: `${between(64, mb / 8, 2048)}MB`,
    effective_cache_size: `${between(256, mb / 2, 65536)}MB`,
    work_mem: `${between(4, mb / 512, 32)}MB`,
    maintenance_work_mem: `${between(32, mb / 32, 512)}MB`,
    wal_buffers: '16MB',
    max_wal_size: '2GB',
    random_page_cost: '1.1',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    datestyle: 'ISO, YMD',
    // The log must not hold what people wrote: no statements, no rows in DETAIL lines.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_line_prefix: '%m [%p] ',
    log_checkpoints: 'off',
  }
}
