//! How our operator travels: a mark and the work, where other operators are Ballista's.

use std::sync::Arc;

use ballista_core::serde::BallistaPhysicalExtensionCodec;
use datafusion::error::{DataFusionError, Result};
use datafusion::execution::TaskContext;
use datafusion::physical_plan::ExecutionPlan;
use datafusion_proto::physical_plan::{PhysicalExtensionCodec, PhysicalProtoConverterExtension};

use crate::executor::Here;
use crate::plan::FoldExec;

/// Begins the bytes of our operator; no protobuf message begins so.
const MARK: &[u8] = b"\0sog-fold-1\0";

/// Ballista's codec, which also knows our operator.
#[derive(Debug, Default)]
pub(crate) struct FoldCodec {
    others: BallistaPhysicalExtensionCodec,
    /// What the operators that are read will work with.
    here: Option<Arc<Here>>,
}

impl FoldCodec {
    pub(crate) fn of_executor(here: Arc<Here>) -> Self {
        Self { others: BallistaPhysicalExtensionCodec::default(), here: Some(here) }
    }
}

impl PhysicalExtensionCodec for FoldCodec {
    fn try_decode(
        &self,
        bytes: &[u8],
        inputs: &[Arc<dyn ExecutionPlan>],
        context: &TaskContext,
        converter: &dyn PhysicalProtoConverterExtension,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let Some(work) = bytes.strip_prefix(MARK) else {
            return self.others.try_decode(bytes, inputs, context, converter);
        };
        let work = serde_json::from_slice(work).map_err(|why| {
            let what = "a fold cannot be read; are all programs of one version?";
            DataFusionError::Plan(format!("{what} ({why})"))
        })?;
        let [child] = inputs else {
            return Err(DataFusionError::Plan("a fold has one child".to_owned()));
        };
        Ok(Arc::new(FoldExec::new(child.clone(), work, self.here.clone())))
    }

    fn try_encode(
        &self,
        node: Arc<dyn ExecutionPlan>,
        bytes: &mut Vec<u8>,
        converter: &dyn PhysicalProtoConverterExtension,
    ) -> Result<()> {
        let Some(fold) = node.downcast_ref::<FoldExec>() else {
            return self.others.try_encode(node, bytes, converter);
        };
        bytes.extend_from_slice(MARK);
        serde_json::to_writer(bytes, &fold.work)
            .map_err(|why| DataFusionError::External(Box::new(why)))
    }
}
