-- The loans of every date that was published, one file each, put together.
WITH lignes AS (
    SELECT unnest(string_split(replace(files.content, chr(13), ''), chr(10))) AS ligne FROM files
), cellules AS (
    SELECT regexp_extract(
        ligne, '^([^,]*),([0-9.]*),([0-9.]*),([^,]*),([^,]*),([^,]*),([^,]*),([^,]*),("[^"]*"|[^,]*),([0-9-]+)$',
        ['dispositif', 'nombre', 'montant', 'reg', 'region', 'dep', 'departement', 'section', 'libelle', 'date']) AS cellule
    FROM lignes
)
SELECT cellule.dep AS dep, cellule.departement AS libelle_departement, cellule.reg AS reg, cellule.region AS libelle_region,
    cellule.section AS code_section, trim(cellule.libelle, '"') AS libelle_section,
    CAST(CAST(cellule.nombre AS DOUBLE) AS BIGINT) AS nombre_pge, CAST(cellule.montant AS DOUBLE) AS montant_total, CAST(cellule.date AS DATE) AS date_maj
FROM cellules
WHERE cellule.date <> ''
ORDER BY ALL
