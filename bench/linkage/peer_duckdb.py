"""The comparison in plain DuckDB SQL, on columns already cleaned: python peer_duckdb.py FOLDER THREADS exact|sql

Writes FOLDER/answer-{exact,sql}.csv (record, entity, probability) and prints seconds and peak memory as JSON.
"""

import json
import resource
import sys
import time

import duckdb

folder, threads, kind = sys.argv[1], int(sys.argv[2]), sys.argv[3]
# The longest list of names sharing two characters in a county that is still followed.
cap = int(sys.argv[4]) if len(sys.argv) > 4 else 400

# Today's practice: the code, else the name letter by letter.
EXACT = """
create table answer as
with by_code as (select r.rid, m.id from rest r join market m on r.code = m.code where r.code <> ''),
     by_name as (select r.rid, m.id from rest r join market m on r.name = m.name
                 where r.rid not in (select rid from by_code) qualify count(*) over (partition by r.rid) = 1)
select rid, id, 1.0 as p from by_code union all select rid, id, 1.0 from by_name
"""

# Candidates by six keys, each value that too many share left out; weights in bits by hand, rare values weigh more.
SQL = """
create table grams as select id, county, unnest(list_transform(range(1, length(core)), lambda i: core[i:i+1])) as gram from market where length(core) >= 2;
create table gram_counts as select county, gram, count(*) as n from grams group by all;
create table rest_grams as select rid, county, unnest(list_transform(range(1, length(core)), lambda i: core[i:i+1])) as gram from rest where length(core) >= 2;
create table rare as select g.rid, g.county, g.gram from rest_grams g join gram_counts c using (county, gram) where c.n <= {cap};
create table core_n as select core, county, count(*) as n from market where core <> '' group by all;
create table phone_n as select phone, count(*) as n from market where length(phone) >= 7 group by all;
create table person_n as select principal, county, count(*) as n from market where principal <> '' group by all;
create table site_n as select county, road, number, count(*) as n from market where road <> '' and number <> '' group by all;
create table pairs as
  select rid, m.id from rest r join market m on r.code = m.code where r.code <> ''
  union select rid, m.id from rest r join market m on r.organisation = m.organisation where r.organisation <> ''
  union select rid, m.id from rest r join market m using (core, county) join core_n using (core, county) where n <= 300
  union select rid, m.id from rest r join market m using (phone) join phone_n using (phone) where n <= 200
  union select rid, m.id from rest r join market m using (principal, county) join person_n using (principal, county) where n <= 300
  union select rid, m.id from rest r join market m using (county, road, number) join site_n using (county, road, number) where n <= 300
  union select rid, g.id from rare join grams g using (county, gram);
create table scored as
select p.rid, p.id,
  case when r.code <> '' and r.code = m.code then 25 when length(r.code) = 18 and r.code <> m.code then -5 else 0 end
  + case when r.organisation <> '' and r.organisation = m.organisation then 25 else 0 end
  + case when r.core = m.core then log2(greatest((select count(*) from market) / coalesce(c.n, 1) / 9.0, 1)) - 2
         when r.core <> '' and m.core <> '' and (contains(m.core, r.core) or contains(r.core, m.core)) then 6
         when r.core <> '' and m.core <> '' and length(r.core) = length(m.core) and length(r.core) >= 3 and levenshtein(r.core, m.core) <= 3 then 5
         else -5 end
  + case when r.phone = '' or m.phone = '' then 0 when r.phone = m.phone then 17 - log2(coalesce(f.n, 1)) else -1 end
  + case when r.principal = '' or m.principal = '' then 0 when r.principal = m.principal then 13 - log2(coalesce(q.n, 1)) else -3 end
  + case when r.road = '' or m.road = '' then 0
         when r.road = m.road and r.number <> '' and r.number = m.number then 15 - log2(coalesce(s.n, 1)) + case when r.room <> '' and r.room = m.room then 4 when r.room <> '' and m.room <> '' then -3 else 0 end
         when r.road = m.road then 3 else -4 end
  + case when r.trade <> '' and r.trade = m.trade then 3 else 0 end as bits
from pairs p join rest r using (rid) join market m using (id)
  left join core_n c on c.core = m.core and c.county = m.county left join phone_n f on f.phone = m.phone
  left join person_n q on q.principal = m.principal and q.county = m.county
  left join site_n s on s.county = m.county and s.road = m.road and s.number = m.number;
create table answer as select rid, id, 1 - 1 / (1 + pow(2.0, bits - 12)) as p from scored where bits > 12
  qualify row_number() over (partition by rid order by bits desc, id) = 1;
"""

start = time.time()
db = duckdb.connect()
db.execute(f"set threads = {threads}; set memory_limit = '8GB'; set preserve_insertion_order = false")
read = "read_csv('{}', all_varchar = true, nullstr = '\\0')"
db.execute(f"create table market as select distinct on (id) * from {read.format(folder + '/peers-market.csv')}")
db.execute(f"create table rest as select register || '|' || id as rid, * exclude (id) from {read.format(folder + '/peers-rest.csv')}")
loaded = time.time()
pairs = 0
db.execute(EXACT if kind == "exact" else SQL.replace("{cap}", str(cap)))
if kind == "sql":
    [(pairs,)] = db.execute("select count(*) from pairs").fetchall()
db.execute(f"copy (select rid as record, id as entity, p as probability from answer) to '{folder}/answer-{kind}.csv' (header)")
seconds = time.time() - start
proposed = None
if kind == "sql":
    # Outside the time: which of the true pairs the keys proposed at all.
    db.execute(f"create table truth as select * from {read.format(folder + '/truth/truth-links.csv')}")
    [(proposed,)] = db.execute("""
        select avg(case when p.rid is null then 0 else 1 end) from truth r join truth m using (premises)
        left join pairs p on p.rid = r.file || '|' || r.key and p.id = m.key
        where r.file <> 'market-entities.csv' and m.file = 'market-entities.csv'""").fetchall()
print(json.dumps({
    "seconds": seconds, "load": loaded - start, "pairs": pairs, "proposed": proposed, "version": duckdb.__version__,
    "peakMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
}))
