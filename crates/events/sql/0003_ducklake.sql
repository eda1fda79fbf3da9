-- The catalogue of the runs, in the layout of DuckLake 1.0 (https://ducklake.select), so that other
-- engines can read the events. Names, order and types of the columns are DuckLake's, and all 28
-- tables are there because readers ask for them; those that nothing here writes stay empty. Nobody
-- but Sog may write to them.
-- The format, where the files lie (an absolute folder), who wrote it.
create table ducklake_metadata (
    key text not null, value text not null, scope text, scope_id bigint
);
-- One row a change of the log, numbered like the files it was written with.
create table ducklake_snapshot (
    snapshot_id bigint primary key, snapshot_time {timestamp}, schema_version bigint,
    next_catalog_id bigint, next_file_id bigint
);
create table ducklake_snapshot_changes (
    snapshot_id bigint primary key, changes_made text, author text, commit_message text,
    commit_extra_info text
);
create table ducklake_schema (
    schema_id bigint primary key, schema_uuid {uuid}, begin_snapshot bigint, end_snapshot bigint,
    schema_name text, path text, path_is_relative boolean
);
create table ducklake_table (
    table_id bigint, table_uuid {uuid}, begin_snapshot bigint, end_snapshot bigint,
    schema_id bigint, table_name text, path text, path_is_relative boolean
);
create table ducklake_view (
    view_id bigint, view_uuid {uuid}, begin_snapshot bigint, end_snapshot bigint,
    schema_id bigint, view_name text, dialect text, sql text, column_aliases text
);
create table ducklake_tag (
    object_id bigint, begin_snapshot bigint, end_snapshot bigint, key text, value text
);
create table ducklake_column_tag (
    table_id bigint, column_id bigint, begin_snapshot bigint, end_snapshot bigint, key text,
    value text
);
-- The runs. Live are those without an end.
create table ducklake_data_file (
    data_file_id bigint primary key, table_id bigint, begin_snapshot bigint, end_snapshot bigint,
    file_order bigint, path text, path_is_relative boolean, file_format text, record_count bigint,
    file_size_bytes bigint, footer_size bigint, row_id_start bigint, partition_id bigint,
    encryption_key text, mapping_id bigint, partial_max bigint
);
-- Smallest and largest values of a run, so that readers leave out what cannot matter.
create table ducklake_file_column_stats (
    data_file_id bigint, table_id bigint, column_id bigint, column_size_bytes bigint,
    value_count bigint, null_count bigint, min_value text, max_value text, contains_nan boolean,
    extra_stats text
);
create table ducklake_file_variant_stats (
    data_file_id bigint, table_id bigint, column_id bigint, variant_path text, shredded_type text,
    column_size_bytes bigint, value_count bigint, null_count bigint, min_value text,
    max_value text, contains_nan boolean, extra_stats text
);
create table ducklake_delete_file (
    delete_file_id bigint primary key, table_id bigint, begin_snapshot bigint,
    end_snapshot bigint, data_file_id bigint, path text, path_is_relative boolean, format text,
    delete_count bigint, file_size_bytes bigint, footer_size bigint, encryption_key text,
    partial_max bigint
);
create table ducklake_column (
    column_id bigint, begin_snapshot bigint, end_snapshot bigint, table_id bigint,
    column_order bigint, column_name text, column_type text, initial_default text,
    default_value text, nulls_allowed boolean, parent_column bigint, default_value_type text,
    default_value_dialect text
);
create table ducklake_table_stats (
    table_id bigint, record_count bigint, next_row_id bigint, file_size_bytes bigint
);
create table ducklake_table_column_stats (
    table_id bigint, column_id bigint, contains_null boolean, contains_nan boolean,
    min_value text, max_value text, extra_stats text
);
create table ducklake_partition_info (
    partition_id bigint, table_id bigint, begin_snapshot bigint, end_snapshot bigint
);
create table ducklake_partition_column (
    partition_id bigint, table_id bigint, partition_key_index bigint, column_id bigint,
    transform text
);
-- The bucket of each run; none of one that holds the events of nobody.
create table ducklake_file_partition_value (
    data_file_id bigint, table_id bigint, partition_key_index bigint, partition_value text
);
-- Files that nobody reads any more and that are still to be removed.
create table ducklake_files_scheduled_for_deletion (
    data_file_id bigint, path text, path_is_relative boolean, schedule_start {timestamp}
);
create table ducklake_inlined_data_tables (
    table_id bigint, table_name text, schema_version bigint
);
create table ducklake_column_mapping (
    mapping_id bigint, table_id bigint, type text
);
create table ducklake_name_mapping (
    mapping_id bigint, column_id bigint, source_name text, target_field_id bigint,
    parent_column bigint, is_partition boolean
);
create table ducklake_schema_versions (
    begin_snapshot bigint, schema_version bigint, table_id bigint
);
create table ducklake_macro (
    schema_id bigint, macro_id bigint, macro_name text, begin_snapshot bigint, end_snapshot bigint
);
create table ducklake_macro_impl (
    macro_id bigint, impl_id bigint, dialect text, sql text, type text
);
create table ducklake_macro_parameters (
    macro_id bigint, impl_id bigint, column_id bigint, parameter_name text, parameter_type text,
    default_value text, default_value_type text
);
create table ducklake_sort_info (
    sort_id bigint, table_id bigint, begin_snapshot bigint, end_snapshot bigint
);
create table ducklake_sort_expression (
    sort_id bigint, table_id bigint, sort_key_index bigint, expression text, dialect text,
    sort_direction text, null_order text
);
