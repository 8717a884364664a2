-- Run in the report's folder data. Every table but the values is small.
CREATE MACRO table_of(name) AS TABLE SELECT * FROM read_csv(name || '.csv', all_varchar = true);
CREATE TEMP TABLE units AS SELECT * REPLACE (year::INT AS year) FROM table_of('units');
CREATE TEMP TABLE indicators AS SELECT * REPLACE (per::BIGINT AS per) FROM table_of('indicators');
CREATE TEMP TABLE reported AS
  SELECT * FROM read_parquet('values.parquet/*/*.parquet',
    hive_partitioning = true, hive_types = {'year': INT});
-- A unit with everything above it.
CREATE TEMP TABLE above AS WITH RECURSIVE up AS (
  SELECT year, unit, unit AS above FROM units UNION ALL
  SELECT up.year, up.unit, parent FROM up JOIN units u ON (u.year, u.unit) = (up.year, up.above)
  WHERE parent IS NOT NULL)
  SELECT * FROM up;
-- The units that an indicator is about in a year.
CREATE TEMP TABLE feeding AS SELECT indicator, u.year, u.unit, ownership
  FROM indicators i JOIN units u ON u.year BETWEEN baseline_year::INT AND last_year::INT AND CASE i.units
  WHEN 'district' THEN level = 'district'
  WHEN 'township' THEN level = 'township'
    AND (unit_codes IS NULL OR list_contains(string_split(unit_codes, '|'), unit))
  WHEN 'regional_centre' THEN level = 'facility' AND regional_centre = 'true'
  WHEN 'village_clinic' THEN level = 'village'
  ELSE level = 'facility' AND list_contains(string_split(i.units, '+'), kind) END;
-- Where a yes or no is blank, the one that implies it answers for it, or the one that it implies.
CREATE TEMP TABLE answers AS
  SELECT year, unit, element, count, yes, rank, not_applicable FROM reported WHERE entry = 0 UNION ALL
  SELECT o.year, o.unit, e.element, NULL, o.yes, NULL, false FROM reported o JOIN table_of('elements') e
    ON (e.implied_by = o.element AND o.yes) OR EXISTS (SELECT 1 FROM table_of('elements') w
      WHERE w.element = o.element AND w.implied_by = e.element AND NOT o.yes)
    WHERE NOT EXISTS (SELECT 1 FROM reported own
      WHERE own.year = o.year AND own.unit = o.unit AND own.element = e.element);
-- Whether a unit meets the conditions of a role: yes, no, na, missing.
CREATE TEMP TABLE conditions AS SELECT indicator, role, year, unit, CASE
    WHEN bool_or(outcome = 'na') THEN 'na' WHEN bool_or(outcome = 'no') THEN 'no'
    WHEN bool_and(outcome = 'yes') THEN 'yes' ELSE 'missing' END AS outcome
  FROM (SELECT f.indicator, role, f.year, f.unit, CASE
      WHEN test = 'ownership' THEN if(ownership IS NOT DISTINCT FROM word, 'yes', 'no')
      WHEN a.unit IS NULL THEN 'missing' WHEN not_applicable THEN 'na'
      ELSE coalesce(if(CASE test WHEN 'is' THEN yes = word::BOOL WHEN 'at_least' THEN count >= least::BIGINT
        WHEN 'rank_at_least' THEN rank >= least::BIGINT ELSE rank = least::BIGINT END, 'yes', 'no'), 'missing')
      END AS outcome
    FROM feeding f JOIN table_of('conditions') c USING (indicator)
    LEFT JOIN answers a ON a.year = f.year AND a.unit = f.unit AND a.element = c.element)
  GROUP BY ALL;
-- What a unit brings: its part and its whole, and whether it is due, has reported, is excluded.
CREATE TEMP TABLE figures AS
  WITH states AS (SELECT f.indicator, f.year, f.unit, measure, coalesce(k.outcome, 'yes') AS kept, CASE
      WHEN measure IN ('share', 'units', 'yes_no') THEN c.outcome
      WHEN p.not_applicable OR w.not_applicable THEN 'na'
      WHEN p.count IS NULL OR (measure = 'ratio' AND denominator_from IS NULL AND w.count IS NULL) THEN 'missing'
      ELSE 'known' END AS state, p.count AS part, if(denominator_from IS NULL, w.count, NULL) AS whole
    FROM feeding f JOIN indicators i USING (indicator)
    LEFT JOIN conditions k
      ON k.role = 'filter' AND (k.indicator, k.year, k.unit) = (f.indicator, f.year, f.unit)
    LEFT JOIN conditions c
      ON c.role = 'condition' AND (c.indicator, c.year, c.unit) = (f.indicator, f.year, f.unit)
    LEFT JOIN answers p ON (p.year, p.unit) = (f.year, f.unit) AND p.element = split_part(elements, '|', 1)
      AND measure IN ('sum', 'cumulative', 'ratio')
    LEFT JOIN answers w ON (w.year, w.unit) = (f.year, f.unit) AND w.element = split_part(elements, '|', 2)
      AND measure = 'ratio' AND denominator_from IS NULL
    WHERE measure <> 'centres')
  SELECT indicator, year, unit,
    if(kept = 'yes', CASE state WHEN 'yes' THEN 1 WHEN 'known' THEN part ELSE 0 END, 0) AS part,
    if(kept = 'yes' AND state = 'known', coalesce(whole, 0), 0) AS whole, (state <> 'na')::INT AS due,
    (kept = 'yes' AND state IN ('yes', 'no', 'known'))::INT AS reported, (state = 'na')::INT AS excluded
  FROM states WHERE kept IN ('yes', 'missing') UNION ALL
  SELECT f.indicator, f.year, f.unit, count(*) FILTER (built), 0,
    any_value(centres_due)::INT - count(*) FILTER (not_applicable),
    count(rank), 0
  FROM feeding f JOIN indicators i USING (indicator) LEFT JOIN reported r
    ON (r.year, r.unit, r.element) = (f.year, f.unit, i.elements) AND (centres = 'all' OR NOT shareable)
  WHERE measure = 'centres' GROUP BY ALL;
-- Summed for every unit and all above it; sums over years count in every later year too.
CREATE TEMP TABLE totals AS
  SELECT indicator, y.year, above AS unit, sum(part) AS part, sum(whole) AS whole, sum(due) AS due,
    sum(reported) AS reported, sum(excluded) AS excluded
  FROM figures f JOIN indicators i USING (indicator) JOIN above a USING (year, unit)
  JOIN (SELECT DISTINCT year FROM units) y
    ON if(measure = 'cumulative', f.year >= first_year::INT AND y.year >= f.year, y.year = f.year)
  GROUP BY ALL;
-- The denominator that other units return.
CREATE TEMP TABLE others AS
  SELECT indicator, u.year, sum(count) AS whole, count(count) AS reported,
    count(*) FILTER (NOT coalesce(not_applicable, false)) AS due
  FROM indicators i JOIN units u ON u.level = denominator_from
  LEFT JOIN answers a ON (a.year, a.unit) = (u.year, u.unit) AND a.element = split_part(elements, '|', 2)
  GROUP BY ALL;
-- Each unit's own figure, with the most that its part can still become.
CREATE TEMP TABLE own AS
  SELECT i.indicator, u.year, level, u.unit, measure, i.per, judged, CASE
      WHEN denominator_from IS NOT NULL THEN CASE WHEN t.due = 0 OR o.due = 0 THEN 'na'
        WHEN t.reported = 0 OR o.reported = 0 OR o.whole <= 0 THEN 'no' ELSE 'yes' END
      WHEN coalesce(t.due, 0) > 0 AND t.reported = 0 THEN 'no'
      WHEN measure IN ('units', 'sum', 'cumulative', 'yes_no')
        THEN if(coalesce(t.due, 0) = 0 AND (t.excluded > 0 OR unit_codes IS NOT NULL), 'na', 'yes')
      WHEN measure = 'ratio' THEN if(coalesce(t.whole, 0) > 0, 'yes', if(t.due > t.reported, 'no', 'na'))
      ELSE if(coalesce(t.due, 0) > 0, 'yes', 'na') END AS known,
    coalesce(t.part, 0) AS numerator, CASE WHEN denominator_from IS NOT NULL THEN o.whole
      WHEN measure IN ('share', 'centres') THEN t.due WHEN measure = 'ratio' THEN t.whole END AS denominator,
    CASE WHEN measure IN ('share', 'centres', 'units', 'yes_no') THEN coalesce(t.part + t.due - t.reported, 0)
      WHEN measure = 'ratio' OR coalesce(t.due = t.reported, true) THEN coalesce(t.part, 0) END AS most,
    coalesce(o.due > o.reported, false) AS open
  FROM indicators i JOIN units u ON u.year BETWEEN baseline_year::INT AND last_year::INT
    AND (u.level = judged OR u.level = 'district' OR (judged = 'district' AND u.level = 'township'))
  LEFT JOIN totals t ON (t.indicator, t.year, t.unit) = (i.indicator, u.year, u.unit)
  LEFT JOIN others o ON (o.indicator, o.year) = (i.indicator, u.year)
  -- At the level of the returns only those that the filter leaves have a row.
  WHERE (t.unit IS NOT NULL OR u.level <> CASE WHEN i.units IN ('district', 'township') THEN i.units
      WHEN i.units = 'village_clinic' THEN 'village' ELSE 'facility' END
    OR (measure = 'cumulative' AND (i.units <> 'township' OR unit_codes IS NULL
      OR list_contains(string_split(unit_codes, '|'), u.unit))))
    AND NOT (i.units = 'district' AND u.level <> 'district');
-- Where units are judged, the district's figure is the share of them that satisfy the target.
CREATE TEMP TABLE scorecard AS
  SELECT indicator, year, level, unit, if(known = 'yes', numerator, NULL) AS numerator,
    if(known = 'yes', denominator, NULL) AS denominator,
    if(known = 'yes' AND NOT open, numerator * per / coalesce(denominator, 1)::DOUBLE, NULL) AS value
  FROM own WHERE level IN ('district', 'township') AND (judged = 'district' OR level = judged) UNION ALL
  SELECT indicator, year, 'district', district, if(answered > 0, satisfied, NULL), if(answered > 0, applies, NULL),
    if(answered > 0, satisfied * 100 / applies::DOUBLE, NULL)
  FROM (SELECT t.indicator, t.year, any_value(d.unit) AS district, count(*) FILTER (known = 'yes') AS answered,
      count(*) FILTER (known <> 'na') AS applies, count(*) FILTER (known = 'yes' AND CASE comparator
        WHEN 'ge' THEN numerator * per >= target::DECIMAL(20, 10) * coalesce(denominator, 1)
        WHEN 'gt' THEN numerator * per > target::DECIMAL(20, 10) * coalesce(denominator, 1)
        WHEN 'le' THEN most * per <= target::DECIMAL(20, 10) * coalesce(denominator, 1)
        WHEN 'lt' THEN most * per < target::DECIMAL(20, 10) * coalesce(denominator, 1)
        WHEN 'between' THEN numerator * per >= target::DECIMAL(20, 10) * coalesce(denominator, 1)
          AND (cap IS NULL OR most * per <= cap::DECIMAL(20, 10) * coalesce(denominator, 1)) END) AS satisfied
    FROM (SELECT * REPLACE (year::INT AS year) FROM table_of('targets')) t
    JOIN (SELECT indicator, judged FROM indicators WHERE judged <> 'district') i USING (indicator)
    JOIN units d ON d.year = t.year AND d.level = 'district'
    LEFT JOIN own o ON (o.indicator, o.year, o.level) = (t.indicator, t.year, i.judged)
    GROUP BY ALL);
SELECT * FROM scorecard ORDER BY year, indicator, level, unit;
