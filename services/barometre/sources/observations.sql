-- One row for each objective, indicator, zone and date: the value and the target.
-- The files of some objectives also lie, out of date, in the folder of another theme: the structure says which counts.
WITH comptes AS (
    SELECT DISTINCT regexp_extract(source.value->>'odm_source_file', '[^/]+/[^/]+/[^/]+$') AS fichier, objectif.value->>'id_ovq' AS objectif
    FROM files, json_each(files.content::JSON) AS objectif, json_each(objectif.value, '$.odm_sources_ids') AS source
    WHERE files.path LIKE '%structure-cible.json'
), objets AS (
    SELECT comptes.objectif, objet.value AS objet,
        CASE WHEN objet.value->>'dep' IS NOT NULL THEN 'D' || (objet.value->>'dep')
             WHEN objet.value->>'reg' IS NOT NULL THEN 'R' || (objet.value->>'reg')
             ELSE 'FRANCE' END AS zone
    FROM files JOIN comptes ON regexp_extract(files.path, '[^/]+/[^/]+/[^/]+$') = comptes.fichier, json_each(files.content::JSON) AS objet
), valeurs AS (
    SELECT objectif, serie.key AS indicateur, zone, point.value->>'date' AS date, point.value->>'value' AS valeur, NULL AS cible
    FROM objets, json_each(objet) AS serie, json_each(serie.value) AS point
    WHERE json_type(serie.value) = 'ARRAY'
), cibles AS (
    SELECT objectif, cible.key AS indicateur, zone, cible.value->>'target_date' AS date, NULL AS valeur, cible.value->>'target' AS cible
    FROM objets, json_each(objet, '$.targets') AS cible
)
SELECT objectif, indicateur, zone, CAST(date AS DATE) AS date, CAST(max(valeur) AS DOUBLE) AS valeur, CAST(max(cible) AS DOUBLE) AS cible
FROM (FROM valeurs UNION ALL FROM cibles)
WHERE date IS NOT NULL AND (valeur IS NOT NULL OR cible IS NOT NULL)
GROUP BY ALL
ORDER BY ALL
