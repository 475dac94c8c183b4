"""The comparison by Splink on DuckDB, as its documentation recommends: python peer_splink.py FOLDER THREADS

Columns already cleaned; u from random pairs, m by expectation maximisation in two blocks, term frequencies, predict,
the best match of each record. Writes FOLDER/answer-splink.csv and prints seconds by stage and peak memory as JSON.
"""

import json
import logging
import resource
import sys
import time

import duckdb
import splink
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

logging.getLogger("splink").setLevel(logging.ERROR)
folder, threads = sys.argv[1], int(sys.argv[2])
start = time.time()
last = start
stages = {}


def stage(name):
    global last
    now = time.time()
    stages[name] = now - last
    last = now


db = duckdb.connect()
db.execute(f"set threads = {threads}; set memory_limit = '10GB'; set preserve_insertion_order = false")
columns = ["code", "organisation", "core", "trade", "county", "road", "number", "place", "room", "principal", "phone"]
picked = ", ".join(f"nullif({it}, '') as {it}" for it in columns)
read = "read_csv('{}', all_varchar = true, nullstr = '\\0')"
db.execute(f"create table market as select distinct on (id) id as unique_id, {picked} from {read.format(folder + '/peers-market.csv')}")
db.execute(f"create table rest as select register || '|' || id as unique_id, {picked} from {read.format(folder + '/peers-rest.csv')}")
[(counties,)] = db.execute("select count(distinct county) from market").fetchall()
stage("load")

settings = SettingsCreator(
    link_type="link_only",
    comparisons=[
        cl.ExactMatch("code"),
        cl.ExactMatch("organisation"),
        cl.JaroWinklerAtThresholds("core", [0.92, 0.8]).configure(term_frequency_adjustments=True),
        cl.ExactMatch("trade"),
        cl.ExactMatch("road").configure(term_frequency_adjustments=True),
        cl.ExactMatch("number"),
        cl.ExactMatch("place").configure(term_frequency_adjustments=True),
        cl.ExactMatch("room"),
        cl.JaroWinklerAtThresholds("principal", [0.9]).configure(term_frequency_adjustments=True),
        cl.LevenshteinAtThresholds("phone", [1]).configure(term_frequency_adjustments=True),
    ] + ([cl.ExactMatch("county")] if counties > 1 else []),
    blocking_rules_to_generate_predictions=[
        block_on("code"),
        block_on("organisation"),
        block_on("core", "county"),
        block_on("phone"),
        block_on("principal", "county"),
        block_on("road", "number", "county"),
        block_on("place", "room", "county"),
    ],
    retain_intermediate_calculation_columns=False,
    retain_matching_columns=False,
)
api = DuckDBAPI(connection=db)
try:
    tables = [api.register("market"), api.register("rest")]
    linker = Linker(tables, settings)
except (AttributeError, TypeError):
    linker = Linker(["market", "rest"], settings, db_api=api)
training = linker.training
training.estimate_probability_two_random_records_match(
    [block_on("code"), block_on("phone", "principal"), block_on("core", "road", "number")], recall=0.6
)
stage("prior")
training.estimate_u_using_random_sampling(max_pairs=1e7, seed=1)
stage("u")
training.estimate_parameters_using_expectation_maximisation(block_on("phone"))
training.estimate_parameters_using_expectation_maximisation(block_on("core", "county"))
stage("em")
predicted = linker.inference.predict(threshold_match_probability=0.01)
stage("predict")
name = predicted.physical_name
db.execute(f"""
copy (
  select record, entity, match_probability as probability from (
    select case when unique_id_l like '%|%' then unique_id_l else unique_id_r end as record,
           case when unique_id_l like '%|%' then unique_id_r else unique_id_l end as entity,
           match_probability, match_weight from {name})
  where match_probability >= 0.5
  qualify row_number() over (partition by record order by match_weight desc, entity) = 1
) to '{folder}/answer-splink.csv' (header)""")
[(pairs,)] = db.execute(f"select count(*) from {name}").fetchall()
stage("best")
print(json.dumps({
    "seconds": time.time() - start, "stages": stages, "pairs": pairs, "version": splink.__version__,
    "peakMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
}))
