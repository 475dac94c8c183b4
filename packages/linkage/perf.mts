import { readRegister } from '../../apps/server/src/premises/comparison/read-register.ts'
import { compareRegisters } from './src/index.ts'
const D=process.argv[2]
const t0=performance.now()
const regs:any[]=[]
for (const [k,f] of [['market','market-entities.csv'],['medical-licence','medical-licences.csv'],['beauty-permit','beauty-permits.csv'],['tax','tax-payers.csv'],['platform','platform-merchants.jsonl']] as any) { const r=await readRegister({path:D+'/'+f},k,{large:1<<16}); if(!r.ok) throw JSON.stringify(r); regs.push(r.register) }
const t1=performance.now()
const c0=process.cpuUsage()
const c=await compareRegisters({registers:regs},{clock:()=>performance.now()/1000, threads:Number(process.argv[3]??1)})
const u=process.cpuUsage(c0)
console.log('read',((t1-t0)/1000).toFixed(2),'compare',((performance.now()-t1)/1000).toFixed(2),'cpu',(u.user/1e6).toFixed(2),JSON.stringify(c.report.seconds),'rss',(process.resourceUsage().maxRSS/1024).toFixed(0)+'MB',JSON.stringify(c.report.memory))
