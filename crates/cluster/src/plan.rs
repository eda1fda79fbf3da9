//! The plan of a run: one row a bucket, and the fold over it.
//!
//! The scheduler cuts a plan into tasks by cutting its source, and knows how to do so for its own
//! sources only: a source of ours would be run whole by every task. So buckets are rows in memory,
//! each a partition of its own, and the fold is an operator above them that keeps partitions as
//! they are. No row goes from one executor to another.

use std::fmt;
use std::sync::Arc;
use std::time::Instant;

use arrow_array::{ArrayRef, BinaryArray, RecordBatch, StringArray, UInt32Array};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use datafusion::common::tree_node::TreeNodeRecursion;
use datafusion::datasource::memory::MemorySourceConfig;
use datafusion::datasource::source::DataSourceExec;
use datafusion::error::{DataFusionError, Result};
use datafusion::execution::TaskContext;
use datafusion::physical_expr::{EquivalenceProperties, PhysicalExpr};
use datafusion::physical_plan::execution_plan::{
    Boundedness, ChildrenPropertiesMode, EmissionType, ReplaceChildrenOptions,
};
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use datafusion::physical_plan::{
    DisplayAs, DisplayFormatType, ExecutionPlan, ExecutionPlanProperties, PlanProperties,
    SendableRecordBatchStream,
};
use futures::{StreamExt, TryStreamExt, stream};

use crate::error::{ClusterError, Outcome};
use crate::executor::Here;
use crate::work::{Task, Work};

/// Bytes of an answer that travel in one row.
const PART: usize = 1 << 20;

/// Marks what an executor says in the words that reach the client.
pub(crate) const SAID: &str = "<<sog: ";
/// Marks that files are gone.
pub(crate) const GONE: &str = "<<sog-gone: ";
/// Ends both.
pub(crate) const END: &str = " :sog>>";

fn tasks_schema() -> SchemaRef {
    Arc::new(Schema::new(vec![Field::new("task", DataType::Utf8, false)]))
}

/// What a run gives: answers in parts, with who made them.
pub(crate) fn answers_schema() -> SchemaRef {
    Arc::new(Schema::new(vec![
        Field::new("bucket", DataType::UInt32, false),
        Field::new("part", DataType::UInt32, false),
        Field::new("parts", DataType::UInt32, false),
        Field::new("executor", DataType::Utf8, false),
        Field::new("bytes", DataType::Binary, false),
    ]))
}

/// The plan that does some work on some buckets.
pub(crate) fn plan(work: &Work, tasks: &[Task]) -> Outcome<Arc<dyn ExecutionPlan>> {
    let failed = |why: &dyn fmt::Display| ClusterError::Cluster(format!("no plan: {why}"));
    let mut partitions = Vec::with_capacity(tasks.len());
    for task in tasks {
        let task = serde_json::to_string(task).map_err(|why| failed(&why))?;
        let column: ArrayRef = Arc::new(StringArray::from(vec![task]));
        let batch = RecordBatch::try_new(tasks_schema(), vec![column]);
        partitions.push(vec![batch.map_err(|why| failed(&why))?]);
    }
    let source = MemorySourceConfig::try_new_exec(&partitions, tasks_schema(), None);
    let source = source.map_err(|why| failed(&why))?;
    Ok(Arc::new(FoldExec::new(source, work.clone(), None)))
}

/// Does the work on the buckets of its child.
pub(crate) struct FoldExec {
    child: Arc<dyn ExecutionPlan>,
    pub(crate) work: Work,
    /// What the process that runs it has: only executors do.
    here: Option<Arc<Here>>,
    properties: Arc<PlanProperties>,
}

impl FoldExec {
    pub(crate) fn new(child: Arc<dyn ExecutionPlan>, work: Work, here: Option<Arc<Here>>) -> Self {
        let properties = PlanProperties::new(
            EquivalenceProperties::new(answers_schema()),
            child.output_partitioning().clone(),
            EmissionType::Incremental,
            Boundedness::Bounded,
        );
        Self { child, work, here, properties: Arc::new(properties) }
    }

    /// Whether it is over rows in memory, as every plan of ours.
    pub(crate) fn is_over_memory(&self) -> bool {
        let source = self.child.downcast_ref::<DataSourceExec>();
        source.is_some_and(|source| {
            source.data_source().downcast_ref::<MemorySourceConfig>().is_some()
        })
    }
}

impl fmt::Debug for FoldExec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FoldExec({:?})", self.work)
    }
}

impl DisplayAs for FoldExec {
    fn fmt_as(&self, _: DisplayFormatType, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FoldExec: {}", self.work.name())
    }
}

impl ExecutionPlan for FoldExec {
    fn name(&self) -> &'static str {
        "FoldExec"
    }

    fn properties(&self) -> &Arc<PlanProperties> {
        &self.properties
    }

    fn children(&self) -> Vec<&Arc<dyn ExecutionPlan>> {
        vec![&self.child]
    }

    fn apply_expressions(
        &self,
        _: &mut dyn FnMut(&Arc<dyn PhysicalExpr>) -> Result<TreeNodeRecursion>,
    ) -> Result<TreeNodeRecursion> {
        Ok(TreeNodeRecursion::Continue)
    }

    fn replace_children(
        self: Arc<Self>,
        children: Vec<Arc<dyn ExecutionPlan>>,
        _: ReplaceChildrenOptions,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let [child] = <[_; 1]>::try_from(children)
            .map_err(|_| DataFusionError::Internal("a fold has one child".to_owned()))?;
        Ok(Arc::new(Self::new(child, self.work.clone(), self.here.clone())))
    }

    // Has no default, though nobody should call it any more.
    fn with_new_children(
        self: Arc<Self>,
        children: Vec<Arc<dyn ExecutionPlan>>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let options = ReplaceChildrenOptions::new(ChildrenPropertiesMode::Recompute);
        self.replace_children(children, options)
    }

    fn execute(
        &self,
        partition: usize,
        context: Arc<TaskContext>,
    ) -> Result<SendableRecordBatchStream> {
        let Some(here) = self.here.clone() else {
            return Err(DataFusionError::Plan("a fold runs on an executor".to_owned()));
        };
        let work = Arc::new(self.work.clone());
        let tasks = self.child.execute(partition, context)?;
        let answers = tasks
            .map(|batch| batch.and_then(|batch| read_tasks(&batch)))
            .map_ok(|tasks| stream::iter(tasks.into_iter().map(Ok)))
            .try_flatten()
            .and_then(move |task| do_one(here.clone(), work.clone(), task))
            .map_ok(|parts| stream::iter(parts.into_iter().map(Ok)))
            .try_flatten();
        Ok(Box::pin(RecordBatchStreamAdapter::new(answers_schema(), answers)))
    }
}

fn read_tasks(batch: &RecordBatch) -> Result<Vec<Task>> {
    let wrong = |why: String| DataFusionError::Execution(format!("a task cannot be read: {why}"));
    let column = batch.columns().first().and_then(|c| c.as_any().downcast_ref::<StringArray>());
    let column = column.ok_or_else(|| wrong("it is no text".to_owned()))?;
    column
        .iter()
        .map(|task| {
            serde_json::from_str(task.unwrap_or_default()).map_err(|e| wrong(e.to_string()))
        })
        .collect()
}

async fn do_one(here: Arc<Here>, work: Arc<Work>, task: Task) -> Result<Vec<RecordBatch>> {
    let (bucket, start) = (task.files.bucket(), Instant::now());
    tracing::debug!("bucket {bucket}: begun");
    let done = here.fold(work.clone(), &task.files).await;
    let bytes = done.map_err(|error| {
        tracing::warn!("bucket {bucket}: {error}");
        let mark = if is_gone(&error) { GONE } else { SAID };
        DataFusionError::Execution(format!("{mark}{}: {error}{END}", here.name()))
    })?;
    let (what, events, ms) = (work.name(), task.files.events(), start.elapsed().as_millis());
    tracing::info!("bucket {bucket}: {what} of {events} events in {ms} ms");
    let parts = u32::try_from(bytes.len().div_ceil(PART).max(1)).unwrap_or(u32::MAX);
    let chunk = |part: u32| {
        let from = (part as usize * PART).min(bytes.len());
        let bytes = &bytes[from..(from + PART).min(bytes.len())];
        let columns: Vec<ArrayRef> = vec![
            Arc::new(UInt32Array::from(vec![u32::from(bucket)])),
            Arc::new(UInt32Array::from(vec![part])),
            Arc::new(UInt32Array::from(vec![parts])),
            Arc::new(StringArray::from(vec![here.name().to_owned()])),
            Arc::new(BinaryArray::from_vec(vec![bytes])),
        ];
        Ok(RecordBatch::try_new(answers_schema(), columns)?)
    };
    (0..parts).map(chunk).collect()
}

fn is_gone(error: &ClusterError) -> bool {
    let ClusterError::Events(events::EventsError::File { source, .. }) = error else {
        return false;
    };
    source.kind() == std::io::ErrorKind::NotFound
}
