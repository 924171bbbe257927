use crate::datasets::DatasetError;
use crate::models::pretrained::PretrainedError;
use crate::segmentation::SegmentationError;
use neuron_tasks::TaskError;

impl From<DatasetError> for TaskError {
    fn from(error: DatasetError) -> Self {
        Self::domain(error)
    }
}

impl From<PretrainedError> for TaskError {
    fn from(error: PretrainedError) -> Self {
        Self::domain(error)
    }
}

impl From<SegmentationError> for TaskError {
    fn from(error: SegmentationError) -> Self {
        Self::domain(error)
    }
}
