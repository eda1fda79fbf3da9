//! `sog-cluster sql`: Apache DataFusion over the catalogue that `sog` keeps, read-only.
//!
//! The catalogue is DuckLake's and so is its reader here, which is not ours: what it finds is
//! what any other engine finds.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use arrow_array::builder::StringBuilder;
use arrow_array::{Array, ArrayRef, FixedSizeBinaryArray, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use cli::workspace::Places;
use datafusion::arrow::compute::cast;
use datafusion::arrow::util::pretty::pretty_format_batches;
use datafusion::arrow::{csv, json};
use datafusion::execution::context::SQLOptions;
use datafusion::prelude::{SessionConfig, SessionContext};
use datafusion_ducklake::{DuckLakeCatalog, PostgresMetadataProvider, SqliteMetadataProvider};
use events::{EventLog, Remote};
use futures::StreamExt;
use url::Url;
use uuid::Uuid;

use crate::args;
use crate::error::{ClusterError, Outcome};

/// What the catalogue is called, and its schema.
const CATALOGUE: &str = "sog";
const SCHEMA: &str = "main";

/// How the answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Table,
    Json,
    Csv,
}

pub(crate) async fn run(folder: &Path, asked: &args::Sql) -> Outcome<()> {
    let form = match asked {
        args::Sql { json: true, .. } => Form::Json,
        args::Sql { csv: true, .. } => Form::Csv,
        _ => Form::Table,
    };
    let context = open(folder).await?;
    let wrong =
        |why: datafusion::error::DataFusionError| ClusterError::Statement(why.strip_backtrace());
    let plan = context.state().create_logical_plan(&asked.statement).await.map_err(wrong)?;
    SQLOptions::new()
        .with_allow_ddl(false)
        .with_allow_dml(false)
        .with_allow_statements(false)
        .verify_plan(&plan)
        .map_err(|why| ClusterError::ReadsOnly(why.strip_backtrace()))?;
    let frame = context.execute_logical_plan(plan).await.map_err(wrong)?;
    let mut batches = frame.execute_stream().await.map_err(wrong)?;
    let schema = shown_schema(&batches.schema(), form);
    let mut writer = Writer::new(form, schema.clone());
    while let Some(batch) = batches.next().await {
        writer.write(shown(&batch.map_err(wrong)?, &schema)?)?;
    }
    writer.finish()
}

/// A session that knows the event log of a data folder.
async fn open(folder: &Path) -> Outcome<SessionContext> {
    let places = Places::read(folder).map_err(ClusterError::Folder)?;
    let failed = |why: &dyn std::fmt::Display| {
        ClusterError::Cluster(format!("the catalogue of the events cannot be read: {why}"))
    };
    let catalogue = match &places.database {
        Some(url) if url.starts_with("postgres") => {
            let provider = PostgresMetadataProvider::new(url).await;
            DuckLakeCatalog::new(provider.map_err(|why| failed(&why))?)
        }
        other => {
            let file = store::settings::database_file(folder);
            if other.is_none() && !file.exists() {
                EventLog::may_be_new(folder)?;
                let folder = folder.display();
                return Err(ClusterError::Folder(
                    format!(
                        "there is no data in {folder}; name the folder that is meant (`--data DIR`)"
                    )
                    .into(),
                ));
            }
            let url = other.clone().unwrap_or_else(|| format!("sqlite://{}", file.display()));
            let url = url.split('?').next().unwrap_or_default().to_owned() + "?mode=ro";
            let provider = SqliteMetadataProvider::new(&url).await;
            DuckLakeCatalog::new(provider.map_err(|why| failed(&why))?)
        }
    };
    let config = SessionConfig::new()
        .with_default_catalog_and_schema(CATALOGUE, SCHEMA)
        .with_create_default_catalog_and_schema(false)
        .with_information_schema(true);
    let context = SessionContext::new_with_config(config);
    DuckLakeCatalog::register(&context, CATALOGUE, catalogue.map_err(|why| failed(&why))?);
    if let Some(url) = &places.events {
        let remote = Remote::s3(url)?;
        let url = Url::parse(remote.url()).map_err(|why| failed(&why))?;
        context.runtime_env().register_object_store(&url, remote.objects());
    }
    Ok(context)
}

fn is_id(kind: &DataType) -> bool {
    *kind == DataType::FixedSizeBinary(16)
}

/// Ids are shown as text, and amounts in JSON too, where a number could lose digits.
fn shown_schema(schema: &SchemaRef, form: Form) -> SchemaRef {
    let fields = schema.fields().iter().map(|field| {
        let decimal =
            matches!(field.data_type(), DataType::Decimal128(..) | DataType::Decimal256(..));
        if is_id(field.data_type()) || (decimal && form == Form::Json) {
            Arc::new(Field::new(field.name(), DataType::Utf8, field.is_nullable()))
        } else {
            field.clone()
        }
    });
    Arc::new(Schema::new(fields.collect::<Vec<_>>()))
}

fn shown(batch: &RecordBatch, schema: &SchemaRef) -> Outcome<RecordBatch> {
    let written = |why: datafusion::arrow::error::ArrowError| {
        ClusterError::Output(std::io::Error::other(why))
    };
    let columns =
        batch.columns().iter().zip(schema.fields()).map(|(column, field)| match column
            .as_any()
            .downcast_ref::<FixedSizeBinaryArray>(
        ) {
            Some(ids) if is_id(column.data_type()) => Ok(texts(ids)),
            _ if column.data_type() != field.data_type() => cast(column, field.data_type()),
            _ => Ok(column.clone()),
        });
    let columns: Result<Vec<ArrayRef>, _> = columns.collect();
    let options = arrow_array::RecordBatchOptions::new().with_row_count(Some(batch.num_rows()));
    RecordBatch::try_new_with_options(schema.clone(), columns.map_err(written)?, &options)
        .map_err(written)
}

fn texts(ids: &FixedSizeBinaryArray) -> ArrayRef {
    let mut texts = StringBuilder::new();
    for id in ids {
        let id = id.and_then(|id| Uuid::from_slice(id).ok());
        texts.append_option(id.map(|id| id.to_string()));
    }
    Arc::new(texts.finish())
}

/// Standard output, that remembers whether nobody reads it any more: of what went wrong the
/// writers of rows keep the words only.
struct Out(std::io::BufWriter<std::io::Stdout>);

static IS_CLOSED: AtomicBool = AtomicBool::new(false);

fn heard<T>(done: std::io::Result<T>) -> std::io::Result<T> {
    done.inspect_err(|error| {
        let is_closed = error.kind() == std::io::ErrorKind::BrokenPipe;
        IS_CLOSED.fetch_or(is_closed, Ordering::Relaxed);
    })
}

impl std::io::Write for Out {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        heard(self.0.write(bytes))
    }

    fn flush(&mut self) -> std::io::Result<()> {
        heard(self.0.flush())
    }
}

/// Writes rows to standard output as they come; a table when all are there.
enum Writer {
    Table(SchemaRef, Vec<RecordBatch>),
    Json(json::ArrayWriter<Out>),
    Csv { writer: Box<csv::Writer<Out>>, empty: RecordBatch, any: bool },
}

impl Writer {
    fn new(form: Form, schema: SchemaRef) -> Self {
        let out = Out(std::io::BufWriter::new(std::io::stdout()));
        match form {
            Form::Table => Self::Table(schema, Vec::new()),
            Form::Json => {
                let nulls = json::WriterBuilder::new().with_explicit_nulls(true);
                Self::Json(nulls.build::<_, json::writer::JsonArray>(out))
            }
            Form::Csv => {
                let writer = csv::WriterBuilder::new().with_header(true).build(out);
                let empty = RecordBatch::new_empty(schema);
                Self::Csv { writer: Box::new(writer), empty, any: false }
            }
        }
    }

    fn write(&mut self, batch: RecordBatch) -> Outcome<()> {
        match self {
            Self::Table(_, batches) => batches.push(batch),
            Self::Json(writer) => writer.write(&batch).map_err(written)?,
            Self::Csv { writer, any, .. } => {
                *any = true;
                writer.write(&batch).map_err(written)?;
            }
        }
        Ok(())
    }

    fn finish(self) -> Outcome<()> {
        match self {
            Self::Table(schema, mut batches) => {
                if batches.is_empty() {
                    batches.push(RecordBatch::new_empty(schema));
                }
                let text = pretty_format_batches(&batches).map_err(written)?.to_string();
                writeln!(std::io::stdout().lock(), "{text}")?;
            }
            Self::Json(mut writer) => {
                writer.finish().map_err(written)?;
                let mut out = writer.into_inner();
                writeln!(out)?;
                out.flush()?;
            }
            Self::Csv { mut writer, empty, any } => {
                if !any {
                    writer.write(&empty).map_err(written)?;
                }
                writer.into_inner().flush()?;
            }
        }
        Ok(())
    }
}

/// What the system said when a result was written.
fn written(why: datafusion::arrow::error::ArrowError) -> ClusterError {
    match why {
        datafusion::arrow::error::ArrowError::IoError(_, why) => ClusterError::Output(why),
        _ if IS_CLOSED.load(Ordering::Relaxed) => {
            ClusterError::Output(std::io::ErrorKind::BrokenPipe.into())
        }
        why => ClusterError::Output(std::io::Error::other(why)),
    }
}
