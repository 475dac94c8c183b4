import { readRegister } from '../../apps/server/src/premises/comparison/read-register.ts'
import { makeRun, censusOf, linkStages } from './src/run/stages.ts'
import { soloCrew } from './src/run/crew.ts'
import { CandidateFinder } from './src/block/candidates.ts'
import { keysOf, KEYS } from './src/block/keys.ts'
import { textOfRecord } from './src/run/state.ts'
import { houseText } from './src/outcome/explain.ts'
import { textOf } from './src/normalise/cells.ts'
const D=process.argv[2]
const regs:any[]=[]
for (const [k,f] of [['market','market-entities.csv'],['beauty-permit','beauty-permits.csv'],['platform','platform-merchants.jsonl']] as any) { const r=await readRegister({path:D+'/'+f},k); if(!r.ok) throw r; regs.push(r.register) }
const input={registers:regs}; const run=makeRun(input); const crew=soloCrew(run,async()=>{}); const w=censusOf(input); console.log(w.map(x=>x.join(':')).join(' ').slice(0,3000)); await crew.read(w,()=>{}); await linkStages(run,crew,{},()=>{})
const show=(at:number)=>{ const p=run.pool; console.log(at,textOfRecord(run,at,'name'),'|',textOfRecord(run,at,'address'),'| core',textOf(p.core,at*8,at*8+8),'| trade',p.trade[at],'in',p.inClass[at],'|',houseText(p,at),'county',p.county[at],'town',p.town[at],'| person',textOf(p.person,at*4,at*4+4),p.personCrowd[at],p.phone[at]) }
for (const q of process.argv.slice(3)) { 
 for (let at=0;at<run.pool.size;at++) if (textOfRecord(run,at,'name')===q) { show(at); const kinds=new Uint8Array(24),keys=new Uint32Array(24); const n=keysOf(run.pool,at,kinds,keys); const idx=run.own[0]!.index; console.log(Array.from({length:n},(_,i)=>{const b=keys[i]&(idx.heads.length-2); return KEYS[kinds[i]]+':'+(idx.heads[b+1]-idx.heads[b])}).join(' ')) ; if (at>=run.pool.starts[1]) { const f=new CandidateFinder(run.pool); const m=f.find(at,[idx]); for(let i=0;i<Math.min(m,5);i++) {process.stdout.write('     '); show(f.records[i])} } }
}
